# refused: 5:1 sys.setprofile()
import sys

print("profiled")
sys.setprofile(None)
