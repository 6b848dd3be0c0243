"""Computes the volume-weighted average price of each minute and market from the trades in Kafka, by Spark Structured Streaming.

    spark-submit --packages org.apache.spark:spark-sql-kafka-0-10_2.13:4.2.0 vwap.py kafka-1:9092 stellar-ticker OUTPUT

A trade that the publisher published again, in a new epoch, counts once: its paging_token identifies it.

Reads what is there and ends; with the trigger below left out, it goes on for ever. A repair adds trades to minutes of the past, so no
watermark closes them: each run of the query writes all minutes anew. The output is one JSON file for each partition.
"""

import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, from_json, sum, window
from pyspark.sql.types import DecimalType, LongType, StringType, StructField, StructType, TimestampType

# As docs/events/trade.schema.json has them. Decimals are texts, so that no reader rounds them.
TRADE = StructType(
    [
        StructField("epoch", LongType()),
        StructField("paging_token", StringType()),
        StructField("ledger_close_time", TimestampType()),
        StructField("base", StringType()),
        StructField("counter", StringType()),
        StructField("base_amount", StringType()),
        StructField("counter_amount", StringType()),
    ]
)
UNITS = DecimalType(38, 7)


def main(servers, prefix, output):
    spark = SparkSession.builder.appName("vwap").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    records = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", servers)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", prefix + ".trades")
        .option("startingOffsets", "earliest")
        .load()
    )
    trades = records.select(from_json(col("value").cast("string"), TRADE).alias("trade")).select("trade.*").dropDuplicates(["paging_token"])
    minutes = (
        trades.groupBy(window("ledger_close_time", "1 minute"), "base", "counter")
        .agg(sum(col("base_amount").cast(UNITS)).alias("base_volume"), sum(col("counter_amount").cast(UNITS)).alias("counter_volume"))
        .select(
            col("window.start").alias("open_time"),
            "base",
            "counter",
            col("base_volume").cast("string"),
            col("counter_volume").cast("string"),
            (col("counter_volume") / col("base_volume")).cast("string").alias("vwap"),
        )
    )
    query = (
        minutes.writeStream.outputMode("complete")
        .foreachBatch(lambda batch, _: batch.write.mode("overwrite").json(output))
        .trigger(availableNow=True)
        .start()
    )
    query.awaitTermination()


if __name__ == "__main__":
    main(*sys.argv[1:])
