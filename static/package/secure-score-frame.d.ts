import type { GetToken, Score, SecureScoreGaugeEventMap } from './types.js';

/** An event of the gauge in the frame. */
export type FrameEvent = {
  [Type in keyof SecureScoreGaugeEventMap]: { readonly type: Type; readonly detail: SecureScoreGaugeEventMap[Type]['detail'] };
}[keyof SecureScoreGaugeEventMap];

/** What the page has for the frame. */
export interface FrameOptions {
  /** The frame's origin, as `new URL(…).origin` writes it. */
  readonly origin: string;
  /** As a gauge's own. */
  readonly getToken?: GetToken | null;
  /** Called for each event of the gauge. */
  readonly onEvent?: ((event: FrameEvent) => void) | null;
}

/** A connection to a frame. */
export interface FrameConnection {
  /** As a gauge's own. */
  refresh(): Promise<Score>;
  /** Sets an attribute of the gauge; `null` removes it. */
  setAttribute(name: string, value: string | null): void;
  /** Ends the connection: the frame keeps the last card, and asks nothing more. */
  disconnect(): void;
}

/** Connects this page to the gauge in an iframe that shows `frame.html`, and connects it again whenever that is loaded anew. */
export function connectFrame(iframe: HTMLIFrameElement, options: FrameOptions): FrameConnection;
