# Two images out of one file:
#   docker build --target gateway -t winnow-gateway .        the gateway, the dispatcher and the migrations; no torch
#   docker build --target worker  -t winnow-worker  .        the worker; the same image serves GPUs and CPUs
# On machines without a GPU a smaller worker does:
#   --build-arg TORCH="torch==2.14.1+cpu torchvision==0.29.1+cpu --index-url https://download.pytorch.org/whl/cpu"
# A package index of your own: --build-arg PIP_INDEX_URL=https://... (it stays readable in the image's history).
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PATH=/opt/winnow/bin:$PATH
# The ids are fixed: gateway and worker share the volume /data, whose first mount copies its owner from here.
RUN groupadd --gid 10001 winnow \
 && useradd --uid 10001 --gid winnow --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin winnow \
 && install -d -o winnow -g winnow -m 0750 /data \
 && python3 -m venv /opt/winnow
WORKDIR /build

# The project as a wheel, so that neither sources nor build tools get into the images, and what it requires as two lists
# that change with pyproject.toml alone: a change of our code then installs nothing but the wheel.
FROM base AS wheel
ARG PIP_INDEX_URL
COPY pyproject.toml ./
RUN python3 -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
    lists = {'gateway': p['dependencies'], 'worker': p['dependencies'] + p['optional-dependencies']['worker']}; \
    [print(*wanted, sep='\n', file=open(f'{name}.txt', 'w')) for name, wanted in lists.items()]"
COPY README.md LICENSE CHANGELOG.md ./
COPY store store
COPY service service
COPY worker worker
RUN pip wheel --no-deps --wheel-dir wheel .

FROM base AS gateway
ARG PIP_INDEX_URL
COPY --from=wheel /build/gateway.txt ./
RUN pip install -r gateway.txt
COPY --from=wheel /build/wheel wheel
RUN pip install --no-deps wheel/*.whl
WORKDIR /data
USER 10001:10001
ENV WINNOW_DATA_DIR=/data WINNOW_HOST=0.0.0.0
VOLUME /data
EXPOSE 8765
STOPSIGNAL SIGTERM
ENTRYPOINT ["winnow"]
CMD ["gateway"]

FROM base AS worker
ARG PIP_INDEX_URL
# torch first: it is large and changes seldom, so a change of anything else does not fetch it again.
ARG TORCH="torch==2.14.1 torchvision==0.29.1"
RUN pip install ${TORCH}
COPY --from=wheel /build/worker.txt ./
RUN pip install -r worker.txt
COPY --from=wheel /build/wheel wheel
RUN pip install --no-deps wheel/*.whl
WORKDIR /data
USER 10001:10001
# A worker listens on nothing; the address stays on loopback so that it needs no API key.
# TORCH_HOME is where weights of pretrained backbones are kept: on the volume, as the rest of the image is read-only.
ENV WINNOW_DATA_DIR=/data TORCH_HOME=/data/torch
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["winnow"]
CMD ["worker"]
