"""`onrecord entity` and `onrecord load entities`, as a person types them."""

import json


def test_find_name_merge_and_split_an_entity(onrecord, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("key,name,type\nuser:a,Ada Holm,person\nuser:b,A. Holm,person\n", encoding="utf-8")
    taken = onrecord("load", "entities", people, "--json")
    assert (taken.returncode, json.loads(taken.stdout)) == (0, {"entities": 2, "merged": 0}), taken.stderr
    found = json.loads(onrecord("entity", "search", "holm", "--json").stdout)
    assert {"user:a", "user:b"} <= {row["entity_key"] for row in found}
    assert onrecord("entity", "merge", "user:b", "Ada Holm", "--reason", "one", "--author", "me").returncode == 0
    shown = json.loads(onrecord("entity", "show", "user:b", "--json").stdout)
    assert [row["entity_key"] for row in shown["entity"]] == ["user:a"]
    assert [(row["author"], row["reason"], row["is_in_force"]) for row in shown["merges"]] == [("me", "one", True)]
    again = onrecord("entity", "merge", "user:b", "user:a", "--reason", "x")
    assert (again.returncode, "merged already" in again.stderr) == (2, True)
    assert onrecord("entity", "split", "user:b", "--reason", "two").returncode == 0
    added = onrecord("entity", "alias", "user:a", "Lovelace of Holm", "--kind", "surname")
    assert (added.returncode, "--kind" in added.stderr) == (2, True)
    assert "stands for user:a" in onrecord("entity", "alias", "user:a", "Ada of Holm").stdout
