import { notifications } from "@mantine/notifications";

/** Takes away every message that shows or waits: they may tell what was on the screen. */
export function clearMessages(): void {
  notifications.clean();
}
