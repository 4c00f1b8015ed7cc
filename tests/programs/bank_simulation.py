# A bank: accounts, transfers as transactions that roll back, exceptions with state crossing several frames, an audit.
class BankError(Exception):
    code = 1

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        parts = [self.args[0]]
        for key in sorted(self.details):
            parts.append("%s=%s" % (key, self.details[key]))
        return " ".join(parts)


class InsufficientFunds(BankError):
    code = 2


class NoSuchAccount(BankError):
    code = 3


class Frozen(BankError):
    code = 4


class Account:
    fee = 1

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.frozen = False
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise BankError("bad amount", amount=amount)
        self.balance += amount
        self.history.append(amount)

    def withdraw(self, amount):
        if self.frozen:
            raise Frozen("frozen", owner=self.owner)
        cost = amount + self.fee
        if cost > self.limit():
            raise InsufficientFunds("short", owner=self.owner, short=cost - self.limit())
        self.balance -= cost
        self.history.append(-cost)
        return cost

    def limit(self):
        return self.balance


class Overdraft(Account):
    fee = 3

    def __init__(self, owner, balance=0, extra=50):
        super().__init__(owner, balance)
        self.extra = extra

    def limit(self):
        return super().limit() + self.extra


class Transaction:
    def __init__(self, bank):
        self.bank = bank

    def __enter__(self):
        self.saved = [(a, a.balance, len(a.history), a.frozen) for a in self.bank.all()]
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            self.bank.commits += 1
            return False
        for account, balance, length, frozen in self.saved:
            account.balance = balance
            account.frozen = frozen
            while len(account.history) > length:
                account.history.pop()
        self.bank.rollbacks += 1
        return False


class Bank:
    def __init__(self):
        self.accounts = {}
        self.commits = 0
        self.rollbacks = 0
        self.errors = []

    def open(self, owner, kind=Account, **options):
        self.accounts[owner] = kind(owner, **options)
        return self

    def all(self):
        return [self.accounts[name] for name in sorted(self.accounts)]

    def get(self, owner):
        try:
            return self.accounts[owner]
        except KeyError:
            raise NoSuchAccount("no account", owner=owner) from None

    def transfer(self, source, target, amount):
        with Transaction(self):
            taken = self.get(source).withdraw(amount)
            try:
                self.get(target).deposit(amount)
            except NoSuchAccount as e:
                e.details["source"] = source
                raise
            return taken - amount

    def split(self, source, targets, amount):
        with Transaction(self):
            fees = 0
            for target in targets:
                fees += self.transfer(source, target, amount // len(targets))
            return fees

    def run(self, orders):
        for n, order in enumerate(orders):
            verb, *args = order
            try:
                if verb == "transfer":
                    result = self.transfer(*args)
                elif verb == "split":
                    result = self.split(*args)
                elif verb == "freeze":
                    self.get(args[0]).frozen = True
                    result = "frozen"
                else:
                    raise ValueError("unknown order " + verb)
            except (InsufficientFunds, Frozen) as e:
                print(n, verb, "refused:", e)
                self.errors.append(e)
            except BankError as e:
                print(n, verb, "error", e.code, ":", e)
                self.errors.append(e)
            except ValueError as e:
                print(n, "bad order:", e)
            else:
                print(n, verb, "->", result)
            finally:
                self.audit(n)

    def audit(self, n):
        total = 0
        for account in self.all():
            total += account.balance
        print("    %d: %s = %d" % (n, " ".join(["%s:%d" % (a.owner, a.balance) for a in self.all()]), total))


bank = Bank().open("ann", balance=100).open("bob", Overdraft, balance=20).open("cat", Overdraft, extra=5)
bank.run(
    [
        ("transfer", "ann", "bob", 40),
        ("transfer", "bob", "cat", 100),
        ("transfer", "bob", "cat", 30),
        ("transfer", "ann", "dan", 10),
        ("split", "ann", ["bob", "cat"], 40),
        ("split", "bob", ["ann", "eve", "cat"], 30),
        ("split", "cat", ["ann", "bob"], 200),
        ("transfer", "ann", "cat", -5),
        ("borrow", "ann"),
        ("freeze", "bob"),
        ("transfer", "bob", "ann", 1),
        ("split", "cat", ["ann", "bob"], 20),
        ("freeze", "zoe"),
    ]
)
print(bank.commits, bank.rollbacks)
print([(type(e).__name__, e.code, sorted(e.details.items())) for e in bank.errors])
for account in bank.all():
    print(account.owner, account.history)
