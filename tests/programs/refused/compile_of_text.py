# refused: 3:12 compile()
def build(text):
    code = compile(text, "text", "eval")
    return code


print(build("1 + 1"))
