# Strings: splitting, counting, reversing and sorting words, and a cipher letter by letter.
TEXT = (
    "a process makes a stay on a device under lease and moves on when the lease ends "
    "its frames its heap and the descriptions of its services go with it "
)


def shift(text, key):
    out = []
    for c in text:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - 97 + key) % 26 + 97))
        else:
            out.append(c)
    return "".join(out)


def is_palindrome(word):
    left, right = 0, len(word) - 1
    while left < right:
        if word[left] != word[right]:
            return False
        left += 1
        right -= 1
    return True


def frequencies(text):
    found = {}
    for word in text.split():
        found[word] = found.get(word, 0) + 1
    return sorted([(-count, word) for word, count in found.items()])


def capitals(text):
    return " ".join([word[0].upper() + word[1:] for word in text.split()])


def main():
    checksum = 0
    for n in range(1, 2000):
        secret = shift(TEXT, n % 26)
        if shift(secret, 26 - n % 26) != TEXT:
            raise ValueError("round %d" % n)
        count, word = frequencies(secret)[n % 7]
        turned = sum([is_palindrome(one) for one in secret.split()])
        checksum = (checksum * 31 - count * 7 + len(word) + turned + len(capitals(secret))) & 0xFFFFFF
    print(checksum)


main()
