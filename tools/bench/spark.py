"""Compare the bytes of `newsld.spark.export` on two local cores with those of `newsld export` of the same stories.

It needs PySpark and Java, and about a gigabyte for 100,000 stories: `TMPDIR` says where.
"""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession

import newsld.spark
from bench.usual_stories import write_archive

PARTITIONS = 40


def measure(count: int = 100_000) -> str:
    """Convert an archive in both ways, and return how long they took; fail where one byte differs."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        # Spark reads a compressed file as one task, so the archive is plain; its lines are numbered in a column.
        archive = write_archive(Path(folder, "archive.jsonl"), range(count))
        out = Path(folder, "out")
        before, start = _cpu(), time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "newsld",
            "export",
            str(archive),
            "-o",
            str(out),
            "-f",
            "jsonld",
            "-q",
        ]
        subprocess.run([*command, "--jobs", "2"], check=True)
        wall, cpu = time.perf_counter() - start, _cpu() - before
        expected = hashlib.sha256()
        with (out / "archive.jsonl").open("rb") as file:
            while block := file.read(1 << 20):
                expected.update(block)
        lines = [f"newsld export --jobs 2, {count:,} stories: {wall:,.0f} s, {cpu:,.0f} s of CPU time"]
        before, start = _cpu(), time.perf_counter()
        lines.append(_by_spark(archive, count, expected.hexdigest()))
        wall, cpu = time.perf_counter() - start, _cpu() - before
        lines.append(f"all of it, with the start of Spark: {wall:,.0f} s, {cpu:,.0f} s of CPU time")
    return "".join(f"- {line}\n" for line in lines)


def _by_spark(archive: Path, count: int, expected: str) -> str:
    """Convert the archive with Spark, and compare the digest of all lines in their order."""
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.files.maxPartitionBytes", str(archive.stat().st_size // PARTITIONS))
        .getOrCreate()
    )
    try:
        start = time.perf_counter()
        frame = session.read.text(str(archive))
        folder = archive.with_name("spark")
        newsld.spark.export(frame, "jsonld").select("content", "errors").write.parquet(str(folder))
        wall = time.perf_counter() - start
        digest, lines = _digest(folder)
    finally:
        gateway = session.sparkContext._gateway
        session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()  # its CPU time counts once it has ended
    assert lines == count, f"{lines} of {count} stories"
    assert digest == expected, "the bytes differ"
    return f"newsld.spark.export on local[2]: {wall:,.0f} s, and every byte is the same"


def _digest(folder: Path) -> tuple[str, int]:
    """Return the digest of the contents of all parts in their order, and their number."""
    from pyarrow import parquet

    digest, lines = hashlib.sha256(), 0
    for part in sorted(folder.glob("part-*.parquet")):
        for batch in parquet.ParquetFile(part).iter_batches(1000, columns=["content"]):
            for content in batch.column(0).to_pylist():
                digest.update(content)
                lines += 1
    return digest.hexdigest(), lines


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
