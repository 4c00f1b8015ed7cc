VERSION = "1." + str(len("ab"))
