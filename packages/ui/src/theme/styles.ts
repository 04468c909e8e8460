/** Every style sheet of the kit, in the order that they build on each other. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./kit.css";
import "../shell/shell.css";
import "../lists/list.css";
import "../forms/form.css";
import "../conflicts/conflicts.css";
