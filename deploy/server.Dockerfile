# API, worker, migrations and simulator: one image, told apart by the command. Build from the repository's root:
#   docker build --file deploy/server.Dockerfile --tag tfbench-server .
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production

# Manifests first: the packages are installed again only when one of these changes.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
COPY apps/server/package.json apps/server/
COPY packages/checks/package.json packages/checks/
COPY packages/contracts/package.json packages/contracts/
COPY packages/engine/package.json packages/engine/
COPY packages/providers/package.json packages/providers/
COPY packages/services/package.json packages/services/
COPY packages/simulator/package.json packages/simulator/
COPY packages/stats/package.json packages/stats/
COPY packages/store/package.json packages/store/
COPY packages/yaml-source/package.json packages/yaml-source/
RUN npm ci --omit=dev --ignore-scripts --no-audit --workspace=@tfbench/server

FROM base
LABEL org.opencontainers.image.title="tfbench-server" \
      org.opencontainers.image.description="API, worker, migrations and simulator of tfbench" \
      org.opencontainers.image.licenses="MIT"
ENV HOST=0.0.0.0 PORT=8000 SIMULATOR_PORT=8010
COPY --from=packages /app ./
COPY packages/checks packages/checks
COPY packages/contracts packages/contracts
COPY packages/engine packages/engine
COPY packages/providers packages/providers
COPY packages/services packages/services
COPY packages/simulator packages/simulator
COPY packages/stats packages/stats
COPY packages/store packages/store
COPY packages/yaml-source packages/yaml-source
COPY apps/server apps/server
COPY scripts/migrate.ts scripts/
COPY llms.txt ./
COPY deploy/check-health.ts deploy/check-worker.ts deploy/
# The user `node` of the base image, by number: Kubernetes can then see that it is not root.
USER 1000:1000
EXPOSE 8000 8010
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "deploy/check-health.ts", "PORT", "/health"]
CMD ["node", "--max-semi-space-size=4", "apps/server/src/main.ts", "api"]
