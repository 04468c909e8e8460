import type { Label } from "@healthops/schema/field";

/** An activity with how hard it is: 1 MET is sitting still, 8 METs burn eight times as much. */
export interface Activity {
  readonly label: Label;
  readonly met: number;
}

function activity(met: number, en: string, tr: string): Activity {
  return { met, label: { en, tr } };
}

/**
 * Common activities and their METs, after the Compendium of Physical Activities (2011, and 2024 where
 * it measured anew); our own selection and words. A code that was once here stays: records name it.
 */
export const ACTIVITIES = {
  walk_slow: activity(2.8, "Walking, slow (3 km/h)", "Yürüyüş, yavaş (3 km/sa)"),
  walk: activity(3.5, "Walking (5 km/h)", "Yürüyüş (5 km/sa)"),
  walk_brisk: activity(4.8, "Walking, brisk (6 km/h)", "Tempolu yürüyüş (6 km/sa)"),
  walk_uphill: activity(6, "Walking uphill", "Yokuş yukarı yürüyüş"),
  walk_dog: activity(3, "Walking the dog", "Köpek gezdirme"),
  walk_nordic: activity(6.8, "Nordic walking", "Kuzey yürüyüşü (batonla)"),
  hike: activity(5.3, "Hiking", "Doğa yürüyüşü"),
  hike_pack: activity(7.8, "Hiking with a heavy pack", "Ağır çantayla dağ yürüyüşü"),
  run_jog: activity(7, "Jogging", "Hafif koşu"),
  run_8: activity(8.3, "Running (8 km/h)", "Koşu (8 km/sa)"),
  run_10: activity(9.8, "Running (10 km/h)", "Koşu (10 km/sa)"),
  run_12: activity(11.5, "Running (12 km/h)", "Koşu (12 km/sa)"),
  run_14: activity(12.8, "Running (14 km/h)", "Koşu (14 km/sa)"),
  stairs: activity(8.8, "Climbing stairs", "Merdiven çıkma"),
  cycle_leisure: activity(4, "Cycling, leisurely", "Bisiklet, gezinti"),
  cycle: activity(6.8, "Cycling (16–19 km/h)", "Bisiklet (16–19 km/sa)"),
  cycle_fast: activity(8, "Cycling (19–22 km/h)", "Bisiklet (19–22 km/sa)"),
  cycle_race: activity(12, "Cycling, racing pace", "Bisiklet, yarış temposu"),
  cycle_mountain: activity(8.5, "Mountain biking", "Dağ bisikleti"),
  cycle_stationary: activity(6.8, "Exercise bike", "Kondisyon bisikleti"),
  cycle_spinning: activity(8.5, "Spinning class", "Spinning dersi"),
  swim_leisure: activity(6, "Swimming, leisurely", "Yüzme, keyif için"),
  swim_crawl: activity(8.3, "Swimming, front crawl", "Yüzme, serbest"),
  swim_fast: activity(9.8, "Swimming, fast lengths", "Yüzme, hızlı tur"),
  swim_breast: activity(5.3, "Swimming, breaststroke", "Yüzme, kurbağalama"),
  water_aerobics: activity(5.3, "Water aerobics", "Su jimnastiği"),
  row_machine: activity(4.8, "Rowing machine, moderate", "Kürek makinesi, orta"),
  row_machine_hard: activity(8.5, "Rowing machine, vigorous", "Kürek makinesi, yoğun"),
  elliptical: activity(5, "Elliptical trainer", "Eliptik bisiklet"),
  weights_light: activity(3.5, "Weight training, light", "Ağırlık çalışması, hafif"),
  weights_hard: activity(6, "Weight training, vigorous", "Ağırlık çalışması, yoğun"),
  circuit: activity(8, "Circuit training", "İstasyon çalışması"),
  calisthenics: activity(3.8, "Home exercise, moderate", "Evde egzersiz, orta"),
  calisthenics_hard: activity(8, "Push-ups and pull-ups, vigorous", "Şınav ve barfiks, yoğun"),
  hiit: activity(9, "Interval training, vigorous", "Yoğun aralıklı antrenman"),
  rope: activity(11.8, "Skipping rope", "İp atlama"),
  pilates: activity(3, "Pilates", "Pilates"),
  yoga: activity(2.5, "Yoga, Hatha", "Yoga, Hatha"),
  yoga_power: activity(4, "Yoga, power", "Yoga, güç"),
  stretch: activity(2.3, "Stretching", "Esneme"),
  tai_chi: activity(3, "Tai chi", "Tai chi"),
  aerobics: activity(7.3, "Aerobics", "Aerobik"),
  step: activity(7.5, "Step aerobics", "Step aerobik"),
  dance: activity(7.8, "Dancing, lively", "Dans, hareketli"),
  dance_slow: activity(3, "Dancing, slow", "Dans, yavaş"),
  dance_folk: activity(7.8, "Folk dance", "Halk oyunları"),
  football: activity(7, "Football, casual", "Futbol, halı saha"),
  football_match: activity(10, "Football, competitive", "Futbol, maç"),
  basketball: activity(6.5, "Basketball", "Basketbol"),
  volleyball: activity(4, "Volleyball", "Voleybol"),
  beach_volleyball: activity(8, "Beach volleyball", "Plaj voleybolu"),
  tennis: activity(7.3, "Tennis", "Tenis"),
  table_tennis: activity(4, "Table tennis", "Masa tenisi"),
  badminton: activity(5.5, "Badminton", "Badminton"),
  handball: activity(8, "Handball", "Hentbol"),
  boxing_bag: activity(5.5, "Boxing, punching bag", "Boks, kum torbası"),
  martial_arts: activity(10.3, "Martial arts", "Dövüş sporları"),
  climb: activity(5.8, "Rock climbing", "Kaya tırmanışı"),
  ski_downhill: activity(5.3, "Downhill skiing", "Alp disiplini kayak"),
  ski_cross: activity(9, "Cross-country skiing", "Kayaklı koşu"),
  skate: activity(7, "Ice or roller skating", "Buz veya tekerlekli paten"),
  horse: activity(5.5, "Horse riding", "Ata binme"),
  kayak: activity(5, "Kayaking", "Kano"),
  garden: activity(3.8, "Gardening", "Bahçe işleri"),
  housework: activity(3.3, "Housework", "Ev temizliği"),
  shovel_snow: activity(5.3, "Shovelling snow", "Kar küreme"),
  play_children: activity(5.8, "Active play with children", "Çocuklarla hareketli oyun"),
} as const satisfies Readonly<Record<string, Activity>>;

export type ActivityCode = keyof typeof ACTIVITIES;

/** A language that the product speaks. */
export type Language = keyof Label;
