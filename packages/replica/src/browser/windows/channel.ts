/** Messages of one kind between the windows of this origin; a window does not hear itself. */
export class Channel<Message> {
  readonly #channel: BroadcastChannel;

  constructor(name: string, heard: (message: Message) => void) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Message>) => heard(data));
  }

  post(message: Message): void {
    // Only windows are addressed by origin; a channel never leaves its own.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
