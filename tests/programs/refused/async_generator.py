# refused: 5:12 asynchronous generator expression
# Items that come late.
async def items(source):
    print("begin")
    return (item async for item in source)


print(items is not None)
