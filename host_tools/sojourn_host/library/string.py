"""`string` as devices get it: the constants, capwords, and templates."""

ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = "0123456789abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
whitespace = " \t\n\r\x0b\x0c"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    words = [word[:1].upper() + word[1:].lower() for word in s.split(sep)]
    return (" " if sep is None else sep).join(words)


class Template:
    """A text with places marked as $name or ${name}."""

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=None, /, **keywords):
        return self._filled({} if mapping is None else mapping, keywords, False)

    def safe_substitute(self, mapping=None, /, **keywords):
        return self._filled({} if mapping is None else mapping, keywords, True)

    def _filled(self, mapping, keywords, safe):
        text = self.template
        made = []
        at = 0
        while at < len(text):
            dollar = text.find("$", at)
            if dollar < 0:
                break
            made.append(text[at:dollar])
            at = dollar + 1
            if text[at : at + 1] == "$":
                made.append("$")
                at += 1
                continue
            braced = text[at : at + 1] == "{"
            begin = end = at + 1 if braced else at
            while end < len(text) and (text[end] in ascii_letters + "_" or end > begin and text[end] in digits):
                end += 1
            name = text[begin:end]
            if not name or braced and text[end : end + 1] != "}":
                if not safe:
                    line = text.count("\n", 0, dollar) + 1
                    column = dollar - text.rfind("\n", 0, dollar)
                    raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))
                made.append("$")
                continue
            at = end + 1 if braced else end
            if name in keywords:
                made.append(str(keywords[name]))
            elif not safe or name in mapping:
                made.append(str(mapping[name]))
            else:
                made.append(text[dollar:at])
        made.append(text[at:])
        return "".join(made)
