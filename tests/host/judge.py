"""Judges services by the published model.json alone, as its steps say: a second
implementation that shares nothing with the first. Reads answers, an object a
line; writes totals by rank, an object a line."""
import json
import sys

model = json.load(open("tests/golden/publish/model.json", encoding="utf-8"))


def holds(condition, answers):
    return all(answers[question] in accepted for question, accepted in condition.items())


def judge(answers):
    for question in model["questions"]:
        if not any(holds(condition, answers) for condition in question["asked_when"]):
            answers[question["question"]] = question["default"]
    for guess in model["guesses"]:
        if holds(guess["when"], answers):
            answers[guess["question"]] = guess["becomes"]
    vetoes = [veto for veto in model["vetoes"] if any(holds(condition, answers) for condition in veto["when"])]
    out = {family for veto in vetoes for family in veto["excludes"]}
    totals = dict.fromkeys(model["scoring"]["tie_order"], 0)
    for criterion in model["criteria"]:
        moved = sum(move["by"] for move in criterion["moves"] if holds(move["when"], answers))
        weight = max(0, criterion["base_weight"] + moved)
        for family, rows in criterion["scores"].items():
            score = next(row["score"] for row in rows if holds(row["when"], answers))
            score += sum(row["by"] for row in criterion["adjustments"] if family in row["families"] and holds(row["when"], answers))
            totals[family] += weight * min(100, max(0, score))
    # The sort is stable, and totals stand in the order of ties.
    return {family: totals[family] for family in sorted(totals, key=lambda family: -totals[family]) if family not in out}


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))))
