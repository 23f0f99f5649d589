"""MLServer on the settings in $MLSERVER_FOLDER, as `mlserver start` does it; its workers import what lies beside this file."""
import os
import sys

from mlserver.cli import main

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.getcwd()
    sys.argv = ["mlserver", "start", os.environ["MLSERVER_FOLDER"]]
    main()
