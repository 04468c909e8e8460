import { useFormats } from "../i18n/language-provider.tsx";
import type { ReportFigures } from "./report.ts";
import classes from "./report.module.css";

/** The numbers that answer the question at a glance. */
export function FiguresView({ figures: { figures } }: { readonly figures: ReportFigures }) {
  const formats = useFormats();
  return (
    <dl className={`ho-card ${classes["figures"]}`}>
      {figures.map(({ name, value, unit, decimals = 0 }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="ho-number">
            {value === null ? "–" : formats.measure(value, decimals, unit)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
