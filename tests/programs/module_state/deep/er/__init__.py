# An inner package: nothing but this line.
