import type { Label } from "@healthops/schema/field";

/** One serving as people eat it; the values are rounded from common food tables. */
export interface Food {
  readonly name: Label;
  readonly quantity: Label;
  readonly grams: number;
  readonly proteinG: number;
  readonly carbohydrateG: number;
  readonly fatG: number;
  readonly fibreG: number;
}

type Amounts = readonly [
  grams: number,
  protein: number,
  carbohydrate: number,
  fat: number,
  fibre: number,
];

function food(en: string, tr: string, quantity: Label, amounts: Amounts): Food {
  const [grams, proteinG, carbohydrateG, fatG, fibreG] = amounts;
  return { name: { en, tr }, quantity, grams, proteinG, carbohydrateG, fatG, fibreG };
}

const one: Label = { en: "1 portion", tr: "1 porsiyon" };
const bowl: Label = { en: "a bowl", tr: "1 kâse" };
const plate: Label = { en: "a plate", tr: "1 tabak" };
const glass: Label = { en: "a glass", tr: "1 bardak" };
const piece: Label = { en: "1 piece", tr: "1 adet" };
const handful: Label = { en: "a handful", tr: "1 avuç" };

export const BREAKFASTS: readonly Food[] = [
  food(
    "Cheese, olives, tomato and bread",
    "Peynir, zeytin, domates, ekmek",
    plate,
    [240, 15, 36, 16, 4],
  ),
  food("Menemen with bread", "Menemen ve ekmek", plate, [300, 15, 34, 18, 4]),
  food("Porridge with banana", "Muzlu yulaf lapası", bowl, [320, 11, 58, 7, 8]),
  food("Simit and white cheese", "Simit ve beyaz peynir", one, [160, 16, 56, 15, 3]),
  food(
    "Two eggs and wholemeal bread",
    "İki yumurta ve tam buğday ekmeği",
    plate,
    [180, 19, 27, 13, 5],
  ),
  food("Yoghurt with muesli", "Müslili yoğurt", bowl, [250, 12, 42, 9, 5]),
  food("Börek with spinach", "Ispanaklı börek", piece, [150, 11, 38, 18, 3]),
];

export const LUNCHES: readonly Food[] = [
  food("Lentil soup with bread", "Mercimek çorbası ve ekmek", bowl, [350, 15, 52, 7, 9]),
  food("Chicken with rice", "Tavuklu pilav", plate, [380, 34, 58, 12, 3]),
  food("Beans in olive oil with bulgur", "Kuru fasulye ve bulgur", plate, [400, 21, 72, 12, 17]),
  food("Chicken salad", "Tavuklu salata", bowl, [350, 32, 14, 16, 6]),
  food("Chickpea salad", "Nohut salatası", bowl, [300, 14, 42, 14, 11]),
  food("Dürüm with vegetables", "Sebzeli dürüm", piece, [260, 14, 52, 16, 6]),
  food("Mantı with yoghurt", "Yoğurtlu mantı", plate, [320, 21, 62, 17, 3]),
  food(
    "Lahmacun with ayran",
    "Lahmacun ve ayran",
    { en: "2 pieces", tr: "2 adet" },
    [420, 24, 70, 18, 5],
  ),
];

export const DINNERS: readonly Food[] = [
  food("Meatballs with potatoes", "Patatesli köfte", plate, [380, 30, 42, 24, 5]),
  food("Grilled sea bass with salad", "Izgara levrek ve salata", plate, [350, 38, 10, 16, 4]),
  food("Stuffed peppers with yoghurt", "Yoğurtlu biber dolması", plate, [360, 15, 48, 16, 6]),
  food("Aubergine with minced meat", "Karnıyarık", one, [320, 18, 22, 24, 7]),
  food("Pasta with tomato sauce", "Domates soslu makarna", plate, [350, 13, 74, 9, 6]),
  food("Vegetable stew with rice", "Türlü ve pilav", plate, [400, 10, 62, 13, 8]),
  food("Turkey with bulgur", "Bulgurlu hindi", plate, [360, 36, 50, 9, 8]),
  food("Green beans in olive oil", "Zeytinyağlı taze fasulye", plate, [300, 6, 24, 15, 9]),
];

export const SNACKS: readonly Food[] = [
  food("Apple", "Elma", piece, [180, 0.5, 25, 0.3, 4.3]),
  food("Hazelnuts", "Fındık", handful, [30, 4.5, 5, 18, 3]),
  food("Ayran", "Ayran", glass, [200, 4, 6, 4, 0]),
  food("Banana", "Muz", piece, [120, 1.3, 27, 0.4, 3.1]),
  food("Yoghurt", "Yoğurt", bowl, [150, 6, 8, 6, 0]),
  food("Tea with two biscuits", "Çay ve iki bisküvi", one, [25, 2, 18, 5, 1]),
  food("Dried apricots", "Kuru kayısı", handful, [40, 1.4, 25, 0.2, 2.9]),
  food(
    "Dark chocolate",
    "Bitter çikolata",
    { en: "4 squares", tr: "4 kare" },
    [25, 2, 12, 10, 2.7],
  ),
];
