# Two images out of one file:
#   docker build --target gateway -t winnow-gateway .        the gateway, the dispatcher and the migrations; no torch
#   docker build --target worker  -t winnow-worker  .        the worker; the same image serves GPUs and CPUs
# On machines without a GPU a smaller worker does:
#   --build-arg TORCH="torch==2.14.1+cpu torchvision==0.29.1+cpu --index-url https://download.pytorch.org/whl/cpu"
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PATH=/opt/winnow/bin:$PATH
RUN groupadd --gid 10001 winnow \
 && useradd --uid 10001 --gid winnow --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin winnow \
 && install -d -o winnow -g winnow /data \
 && python3 -m venv /opt/winnow
WORKDIR /build

FROM base AS gateway
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY store store
COPY service service
COPY worker worker
RUN pip install . && rm -rf /build/*
USER winnow
ENV WINNOW_DATA_DIR=/data WINNOW_HOST=0.0.0.0
VOLUME /data
EXPOSE 8765
STOPSIGNAL SIGTERM
ENTRYPOINT ["winnow"]
CMD ["gateway"]

FROM base AS worker
# torch first: it is large and changes seldom, so a change of our code does not fetch it again.
ARG TORCH="torch==2.14.1 torchvision==0.29.1"
RUN pip install ${TORCH}
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY store store
COPY service service
COPY worker worker
RUN pip install ".[worker]" && rm -rf /build/*
USER winnow
# A worker listens on nothing; the address stays on loopback so that it needs no API key.
ENV WINNOW_DATA_DIR=/data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["winnow"]
CMD ["worker"]
