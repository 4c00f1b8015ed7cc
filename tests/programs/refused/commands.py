# refused: 3:1 import subprocess
import sys
import subprocess

print(subprocess.run([sys.executable, "-c", ""], check=False).returncode)
