/** An expression for all sites that a row of people belongs to, the main one first; none: an empty array. */
export function sitesOfPerson(person: string): string {
  return `(array_remove(array[${person}.site_id::text], null) || array(
    select further from jsonb_array_elements_text(coalesce(${person}.site_ids, '[]')) as further
    where further is distinct from ${person}.site_id::text))`;
}

/** A condition: a row of people belongs to one of the sites in a parameter (`$2`). */
export function isOfSites(person: string, parameter: string): string {
  return `(${person}.site_id = any(${parameter}::uuid[]) or ${person}.site_ids ?| ${parameter}::uuid[]::text[])`;
}
