# The image of Stellar Ticker: all programs, PostgreSQL, nginx and supervisord. `./ticker image` builds it and passes on
# what this machine has of Maven's. By hand: docker build -t stellar-ticker .

# Libraries that are here already (--build-context maven-repository=FOLDER), by default none.
FROM scratch AS maven-repository

# ---- the sources that the programs are built from: a change of others builds nothing anew
FROM debian:trixie-slim AS sources
COPY . /all
WORKDIR /all
# Tests only where they are a library of other modules' tests, which Maven wants to find.
RUN mkdir /source && cp -a --parents pom.xml .mvn */pom.xml */src/main clients/java/pom.xml clients/java/src/main db/migrations docker/maven.sh /source \
    && for pom in $(grep -l '<goal>test-jar</goal>' */pom.xml); do cp -a --parents "${pom%/pom.xml}/src/test" /source; done

# ---- the programs, and a Java of the modules that they use
FROM debian:trixie-slim AS build
# Slim images have no folder for manuals, which the JDK wants.
RUN mkdir -p /usr/share/man/man1 && apt-get update && apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven && rm -rf /var/lib/apt/lists/*
RUN jlink --output /java --compress zip-6 --no-header-files --no-man-pages --strip-java-debug-attributes --add-modules \
java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,\
java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs \
    && find /java -name '*.debuginfo' -delete

COPY --from=sources /source /source
WORKDIR /source
# The cache keeps the libraries from one build to the next.
RUN --mount=type=bind,from=maven-repository,target=/maven-repository \
    --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings --mount=type=secret,id=cacerts \
    sh docker/maven.sh package
# DuckDB's jar has a library for each system, 240 MB in all. The image takes its own, beside the jar, where it is mapped without a
# copy for each process.
RUN mkdir /duckdb && cd /duckdb && jar --extract --file /source/target/dist/lib/duckdb_jdbc-*.jar \
    && mv libduckdb_java.so_linux_$(dpkg --print-architecture) /source/target/dist/lib/ && rm libduckdb_java.so_* \
    && jar --create --no-manifest --file $(echo /source/target/dist/lib/duckdb_jdbc-*.jar) .

# ---- the dashboard
FROM debian:trixie-slim AS dashboard
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /dashboard
COPY dashboard/package.json dashboard/package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=authorities \
    if [ -s /run/secrets/authorities ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/authorities; fi \
    && npm ci --ignore-scripts --no-audit --no-fund
COPY dashboard ./
RUN npm run build

# ---- what runs beside them
FROM debian:trixie-slim AS services
# Fixed numbers, so that a volume fits the next image.
RUN groupadd -g 10000 ticker && groupadd -g 10001 ticker-web && groupadd -g 10002 postgres \
    && useradd -M -d /nonexistent -s /usr/sbin/nologin -u 10002 -g postgres postgres \
    && useradd -M -d /nonexistent -s /usr/sbin/nologin -u 10003 -g ticker-web ticker-nginx \
    && useradd -M -d /nonexistent -s /usr/sbin/nologin -u 10004 -g ticker-web -G ticker ticker-graphql-server \
    && uid=10005 && for program in migrate ingester aggregator json-generator db-cleaner sandbox archiver event-publisher webhook-sender exchange; do \
        useradd -M -d /nonexistent -s /usr/sbin/nologin -u $uid -g ticker ticker-$program && uid=$((uid + 1)) || exit; \
    done \
    && useradd -M -d /nonexistent -s /usr/sbin/nologin -u $uid -g ticker-web -G ticker ticker-exchange-gateway
# No cluster is made at installation. PostgreSQL runs without its compiler of statements (jit), so that goes. Perl, but
# its base, belongs to Debian's commands around PostgreSQL, which nobody calls here.
RUN mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf \
    && apt-get update \
    && apt-get install -y --no-install-recommends \
        postgresql-17 nginx libnginx-mod-http-brotli-static supervisor python3 libnss-wrapper ca-certificates \
    && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* /tmp/* /etc/nginx/sites-enabled \
        /usr/share/doc /usr/share/man /usr/share/info /usr/share/locale /usr/share/postgresql/17/man \
        /usr/lib/postgresql/17/lib/bitcode /usr/lib/postgresql/17/lib/llvmjit* \
        /usr/lib/postgresql/17/lib/pgxs \
        /usr/lib/*/libLLVM* /usr/lib/llvm* /usr/lib/*/libz3* \
        /usr/share/i18n /usr/share/perl /usr/share/perl5 /usr/lib/*/perl /usr/lib/python3*/test /usr/lib/python3*/pydoc_data \
    && find /usr/share/postgresql/17 -name '*.mo' -delete
COPY --from=build /java /opt/java
RUN ln -s /opt/java/bin/java /usr/local/bin/java \
    && ln -s /opt/ticker/ticker /usr/local/bin/ticker \
    && mkdir -m 775 /data /archive
COPY ticker pom.xml /opt/ticker/
COPY docker/nginx.conf docker/postgresql.conf docker/supervisord.conf /opt/ticker/docker/
COPY docker/runner /opt/ticker/docker/runner
RUN echo unknown >/opt/ticker/COMMIT && rm -rf /opt/ticker/docker/runner/tests \
    && python3 -m compileall -q /opt/ticker/docker/runner
COPY --from=build /source/target/dist/lib /opt/ticker/lib
COPY --from=build /source/target/dist/*.jar /opt/ticker/
COPY --from=build /source/target/dist/sbom /opt/ticker/sbom
COPY --from=dashboard /dashboard/target/site /opt/ticker/pages/dashboard

# ---- what makes starts fast: archives of classes, from a demo that runs for a moment, and a migrated cluster
FROM services AS prepared
COPY docker/prepare.sh /
RUN sh /prepare.sh

FROM services
COPY --from=prepared /opt/ticker/*.jsa /opt/ticker/cluster.tar.gz /opt/ticker/
ARG COMMIT=unknown
RUN echo "$COMMIT" >/opt/ticker/COMMIT
LABEL org.opencontainers.image.title="Stellar Ticker" \
    org.opencontainers.image.description="Market data of the Stellar network's decentralised exchange, self-hosted." \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version="0.1.0" \
    org.opencontainers.image.revision="$COMMIT" \
    org.opencontainers.image.base.name="debian:trixie-slim"
ENV TICKER_HOME=/data TICKER_BIND=0.0.0.0 METRICS_BIND=0.0.0.0
VOLUME /data
EXPOSE 8000 8002
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 CMD ["ticker", "health"]
ENTRYPOINT ["ticker"]
CMD ["up"]
