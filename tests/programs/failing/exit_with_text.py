# Ends in SystemExit with a text.
import sys

words = []
for n in range(60):
    words.append("w%d" % n)
    if len(words) > 50:
        print("enough", len(words))
        sys.exit("too many words")
