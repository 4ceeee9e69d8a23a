import { ApiError } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../send-json.ts";

/** GET /v1/wallet. */
export function getWallet({ state, account, response }: Exchange): void {
  if (!state.wallet) {
    const message = "Wallets are not available for this account.";
    throw new ApiError({ status: 404, code: "FEATURE_NOT_AVAILABLE", message });
  }
  sendJson(response, 200, state.wallet.read(account));
}
