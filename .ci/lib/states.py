"""The states of docs/reference/states.md, looked for in a cluster and in the reports of a test run.

  states.py said NAME GATEWAY.json DESCRIBE.txt    does the resource say what the row "On a cluster" of that name says?
  states.py unseen SEEN.txt                        rows "On a cluster" that are not in the file, one per line
  states.py untested DIRECTORY                     rows whose JUnit test has no passed test case in the Surefire reports there
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

PAGE = pathlib.Path("docs/reference/states.md")
ON_A_CLUSTER = "## On a cluster"


def rows(text):
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def in_order(parts, text):
    """A message column shows … where words differ from run to run."""
    position = 0
    for part in parts:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True


def said(name, gateway, description):
    row = next((row for row in rows(PAGE.read_text().split(ON_A_CLUSTER)[1]) if row[0] == name), None)
    if row is None:
        sys.exit(f"no row '{name}' under '{ON_A_CLUSTER}' of {PAGE}")
    _, _, condition, reason, message = row
    conditions = json.load(open(gateway)).get("status", {}).get("conditions", [])
    words = [part.strip() for part in message.split("…")]
    for one in conditions:
        print(f"{one['type']}={one['status']} {one['reason']}: {one['message']}")
    if not any(
        f"{one['type']}={one['status']}" == condition and one["reason"] == reason and in_order(words, one["message"])
        for one in conditions
    ):
        sys.exit(f"no condition {condition} {reason}: {message}")
    if not in_order(words, open(description).read()):
        sys.exit("kubectl describe does not show the message")


def unseen(seen):
    names = set(pathlib.Path(seen).read_text().splitlines())
    return [row[0] for row in rows(PAGE.read_text().split(ON_A_CLUSTER)[1]) if row[0] not in names]


def untested(directory):
    passed = set()
    for report in pathlib.Path(directory).glob("**/surefire-reports/TEST-*.xml"):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            if not any(case.find(tag) is not None for tag in ("skipped", "failure", "error")):
                name = re.split(r"[({\[]", case.get("name"))[0]
                passed.add(f"{case.get('classname').rsplit('.', 1)[-1]}#{name}")
    listed = rows(PAGE.read_text().split(ON_A_CLUSTER)[0])
    return [f"{row[0]}: {row[1]}" for row in listed if row[1] not in passed]


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "said":
        said(*arguments)
    else:
        missing = {"unseen": unseen, "untested": untested}[command](*arguments)
        print("\n".join(missing))
        sys.exit(1 if missing else 0)
