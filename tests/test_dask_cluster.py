"""Extraction on a Dask cluster: what one machine would find, once each, whatever is lost on the way."""

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flow import DyingExtractor, ScriptedExtractor
from sqlalchemy import text

from etl import jobs
from etl.database import open_database, writing
from etl.jobs import cluster as cluster_job
from etl.jobs.cluster import LeaseLostError, extract_on_cluster
from etl.load.batches import begin_batch
from etl.load.leases import held_leases, lease_texts, renew_lease

pytest.importorskip("distributed", reason="needs the extra dask")

from dask_flow import InstalledExtractor, SlowExtractor, dask_processes

from etl.jobs.dask_cluster import ForeignWorkerError, NoWorkersError, SchedulerLostError

QUIET = jobs.NoProgress()
ARTICLES = 40
FOUND = """
    SELECT article.article_key, estimate.best, entity.entity_key, estimate.sentence
    FROM estimate JOIN extraction USING (extraction_id)
    JOIN article_version ON article_version.article_version_id = extraction.article_version_id
    JOIN article USING (article_id) JOIN entity ON entity.entity_id = estimate.origin_entity_id
    WHERE extraction.current_from IS NOT NULL ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    with dask_processes(tmp_path_factory.mktemp("dask")) as processes:
        processes.add_worker("--no-nanny")
        processes.add_worker("--no-nanny")
        processes.wait_for_workers(2)
        yield processes


@pytest.fixture
def own_dask(tmp_path):
    """One that a test may break."""
    with dask_processes(tmp_path) as processes:
        yield processes


@pytest.fixture
def engine(database_url, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:02}.txt").write_text(f"Ann Lee said {number + 10} soldiers.", encoding="utf-8")
    opened = open_database(database_url)
    jobs.load_articles(opened, [str(folder)], QUIET)
    yield opened
    opened.dispose()


def rows(engine, query=FOUND):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def numbers(engine):
    return sorted(int(row.best) for row in rows(engine))


class Alarm(jobs.NoProgress):
    """Rings once when so many articles are read."""

    def __init__(self, at, ring):
        self.at, self.ring, self.read = at, ring, 0

    def advance(self, count):
        self.read += count
        if self.ring and self.read >= self.at:
            ring, self.ring = self.ring, None
            ring()


def test_a_cluster_finds_what_one_machine_finds(dask, engine, database_url):
    report = extract_on_cluster(engine, dask.address, QUIET, extractor=ScriptedExtractor("on a cluster"))
    assert (report.extracted, report.rejects) == (ARTICLES, [])
    there = rows(engine)
    jobs.extract(engine, QUIET, extractor=ScriptedExtractor("on one machine"))
    assert len(there) == ARTICLES
    assert [tuple(row) for row in there] == [
        tuple(row) for row in rows(engine, FOUND.replace("ORDER BY", "AND extraction.current_to IS NULL ORDER BY"))
    ]
    assert rows(engine, "SELECT * FROM extraction_lease") == []


def test_two_clients_at_once_read_no_article_twice(dask, engine, database_url):
    other = open_database(database_url)
    with ThreadPoolExecutor(2) as threads:
        clients = [
            threads.submit(extract_on_cluster, on, dask.address, QUIET, extractor=SlowExtractor())
            for on in (engine, other)
        ]
        reports = [client.result() for client in clients]
    other.dispose()
    assert sum(report.extracted for report in reports) == ARTICLES
    assert all(report.extracted for report in reports), "one client had it all: they were not at work at once"
    assert numbers(engine) == list(range(10, 10 + ARTICLES))


def test_a_local_run_leaves_what_a_cluster_is_reading(dask, engine):
    local = []
    alarm = Alarm(1, lambda: local.append(jobs.extract(engine, QUIET, extractor=SlowExtractor())))
    report = extract_on_cluster(engine, dask.address, alarm, extractor=SlowExtractor())
    assert local[0].extracted > 0
    assert report.extracted > 0
    assert local[0].extracted + report.extracted == ARTICLES
    assert numbers(engine) == list(range(10, 10 + ARTICLES))


def test_what_a_worker_that_is_killed_had_is_read_by_another(own_dask, engine, monkeypatch):
    monkeypatch.setattr(cluster_job, "TEXTS_A_LEASE", 2)
    for _ in range(2):
        own_dask.add_worker("--no-nanny")
    own_dask.wait_for_workers(2)
    alarm = Alarm(2, lambda: own_dask.kill(own_dask.workers[0]))
    report = extract_on_cluster(engine, own_dask.address, alarm, extractor=SlowExtractor())
    assert alarm.ring is None, "the worker was killed too late to matter"
    assert (report.extracted, report.rejects) == (ARTICLES, [])
    assert numbers(engine) == list(range(10, 10 + ARTICLES))


def test_an_article_that_takes_its_workers_down_is_a_reject(own_dask, engine, monkeypatch):
    monkeypatch.setattr(cluster_job, "TEXTS_A_LEASE", 20)
    own_dask.add_worker("--nanny")
    own_dask.wait_for_workers(1)
    report = extract_on_cluster(engine, own_dask.address, QUIET, extractor=DyingExtractor("said 15 soldiers"))
    assert [reject.code for reject in report.rejects] == ["worker_died"]
    assert numbers(engine) == sorted({*range(10, 10 + ARTICLES)} - {15})


def test_a_scheduler_that_is_lost_ends_the_job_and_the_next_completes_it(own_dask, engine, monkeypatch):
    monkeypatch.setattr(cluster_job, "TEXTS_A_LEASE", 2)
    own_dask.add_worker("--no-nanny")
    own_dask.wait_for_workers(1)
    alarm = Alarm(2, lambda: own_dask.kill(own_dask.scheduler))
    with pytest.raises(SchedulerLostError, match=own_dask.address):
        extract_on_cluster(engine, own_dask.address, alarm, extractor=SlowExtractor())
    assert numbers(engine) == []
    kept = rows(engine, "SELECT 1 FROM extraction")
    assert 0 < len(kept) < ARTICLES
    report = jobs.extract(engine, QUIET, extractor=SlowExtractor())
    assert report.extracted == ARTICLES
    assert numbers(engine) == list(range(10, 10 + ARTICLES))


def test_workers_of_another_version_are_refused(own_dask, engine):
    own_dask.add_worker("--no-nanny", env={"INSTALLED_EXTRACTOR": "2"})
    own_dask.wait_for_workers(1)
    with pytest.raises(ForeignWorkerError, match="extracts with 2; this command extracts with 1"):
        extract_on_cluster(engine, own_dask.address, QUIET, extractor=InstalledExtractor())
    assert rows(engine, "SELECT 1 FROM batch WHERE command = 'extract'") == []


def test_a_worker_of_another_version_that_joins_later_is_refused(own_dask, engine, monkeypatch):
    monkeypatch.setattr(cluster_job, "TEXTS_A_LEASE", 1)
    own_dask.add_worker("--no-nanny")
    own_dask.wait_for_workers(1)

    def replace_worker():
        own_dask.kill(own_dask.workers[0])
        own_dask.add_worker("--no-nanny", env={"INSTALLED_EXTRACTOR": "2"})

    with pytest.raises(ForeignWorkerError, match="extracts with 2"):
        extract_on_cluster(engine, own_dask.address, Alarm(2, replace_worker), extractor=InstalledExtractor())


def test_a_scheduler_without_workers_is_told(own_dask, engine, monkeypatch):
    monkeypatch.setattr("etl.jobs.dask_cluster.SECONDS_WITHOUT_WORKERS", 1)
    with pytest.raises(NoWorkersError, match=f"dask worker {own_dask.address}"):
        extract_on_cluster(engine, own_dask.address, QUIET, extractor=ScriptedExtractor())


def test_the_command_names_a_scheduler_that_does_not_answer(onrecord):
    ended = onrecord("extract", "--scheduler", "tcp://127.0.0.1:9")
    assert ended.returncode == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in ended.stderr
    assert "Traceback" not in ended.stderr


def leased(engine, seconds):
    """A second job that leases every text for so many seconds."""
    with writing(engine) as connection, connection.begin():
        batch_id = begin_batch(connection, "extract", "another cluster")
        assert renew_lease(connection, batch_id, seconds)
        ids = connection.execute(text("SELECT article_version_id FROM article_version")).scalars().all()
        assert lease_texts(connection, batch_id, ("scripted", "1"), ids) == sorted(ids)
    return batch_id, ids


def test_texts_of_a_job_that_lives_are_left_to_it_and_those_of_a_silent_one_taken_over(engine):
    silent, ids = leased(engine, 3600)
    assert jobs.extract(engine, QUIET, extractor=ScriptedExtractor()).extracted == 0
    with engine.begin() as connection:
        renew_lease(connection, silent, -1)
    heir, _ = leased(engine, 3600)
    with engine.begin() as connection:
        assert held_leases(connection, silent, ids) == frozenset()
        assert held_leases(connection, heir, ids) == frozenset(ids)
        assert not renew_lease(connection, silent, 3600), "it was taken for dead when the other began"


def test_a_job_that_was_taken_for_dead_writes_nothing_more(dask, engine):
    def declare_dead():
        with engine.begin() as connection:
            connection.execute(text("UPDATE batch SET lease_until = now() - interval '1 s' WHERE command = 'extract'"))
        with writing(engine) as connection, connection.begin():
            begin_batch(connection, "load articles", "somebody else")

    with pytest.raises(LeaseLostError, match="run the same command again"):
        extract_on_cluster(engine, dask.address, Alarm(1, declare_dead), extractor=SlowExtractor())
    assert jobs.extract(engine, QUIET, extractor=SlowExtractor()).extracted == ARTICLES
    assert numbers(engine) == list(range(10, 10 + ARTICLES))


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@pytest.fixture
def namespaces():
    """A bridge on this machine with two network namespaces behind it, each a host with an address of its own."""
    if os.geteuid() or not shutil.which("ip"):
        pytest.skip("network namespaces need root and iproute2")
    net, mark = "10.213.77", f"or{os.getpid() % 10000}"
    try:
        ip("link", "add", f"{mark}br", "type", "bridge")
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"no network may be made here: {refused.stderr.decode().strip()}")
    made = []
    try:
        ip("addr", "add", f"{net}.1/24", "dev", f"{mark}br")
        ip("link", "set", f"{mark}br", "up")
        for host in (2, 3):
            name, end = f"{mark}n{host}", f"{mark}v{host}"
            ip("netns", "add", name)
            made.append(name)
            ip("link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", end, "master", f"{mark}br", "up")
            ip("-n", name, "addr", "add", f"{net}.{host}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield f"{net}.1", made
    finally:
        for name in made:
            ip("netns", "del", name)
        ip("link", "del", f"{mark}br")


def test_two_hosts_read_for_one_writer_and_one_is_cut_off_midway(tmp_path, engine, namespaces, monkeypatch):
    monkeypatch.setattr(cluster_job, "TEXTS_A_LEASE", 2)
    host, hosts = namespaces
    with dask_processes(tmp_path, host) as processes:
        for name in hosts:
            processes.add_worker("--no-nanny", inside=("ip", "netns", "exec", name))
        processes.wait_for_workers(2)
        alarm = Alarm(4, lambda: processes.kill(processes.workers[1]))
        began = time.monotonic()
        report = extract_on_cluster(engine, processes.address, alarm, extractor=SlowExtractor())
        assert (report.extracted, report.rejects) == (ARTICLES, [])
        assert time.monotonic() - began < 120
    assert numbers(engine) == list(range(10, 10 + ARTICLES))
