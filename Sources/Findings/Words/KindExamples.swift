// A made-up case of every kind.

extension FindingKind {
  var example: Words {
    switch self {
    case .overlap:
      Words(
        ru: "Участки :12 и :15 имеют общую полосу 0,60 × 25 м: 15 м² при допуске ширины 0,28 м.",
        en:
          "Parcels :12 and :15 share a strip of 0.60 × 25 m: 15 m² against a width tolerance of 0.28 m."
      )
    case .duplicate:
      Words(
        ru: "Участок :147 площадью 3 656 м² целиком лежит внутри участка :9.",
        en: "Parcel :147 of 3,656 m² lies wholly inside parcel :9."
      )
    case .gap:
      Words(
        ru: "Между рядами участков полоса 0,60 × 40 м, не принадлежащая никому.",
        en: "A strip of 0.60 × 40 m between two rows of parcels belongs to nobody."
      )
    case .noGeometry:
      Words(
        ru: "В квартале 18 участков без координат: одна строка с их номерами, мера 18.",
        en: "18 parcels of a quarter have no coordinates: one row with their numbers, measure 18."
      )
    case .declaredArea:
      Words(
        ru:
          "В записи 620 м², по координатам 600 м²; ΔP = 3,5·0,1·√620 = 8,7 м², с округлением 8,8.",
        en: "Recorded 620 m², by coordinates 600 m²; ΔP = 3.5·0.1·√620 = 8.7 m², 8.8 with rounding."
      )
    case .outsideQuarter:
      Words(
        ru: "Участок 90:25:010101:7 лежит в квартале 010102, в 140 м от своего.",
        en: "Parcel 90:25:010101:7 lies in quarter 010102, 140 m from its own."
      )
    case .invalidGeometry:
      Words(
        ru: "Контур пересекает сам себя; после исправления площадь 612,4 м² вместо 598,0 м².",
        en: "A contour crosses itself; repaired, its area is 612.4 m² instead of 598.0 m²."
      )
    case .suspectCRS:
      Words(
        ru: "Участок записан в городской системе и лёг бы в 5 250 км от своего квартала.",
        en: "A parcel is recorded in the town system and would lie 5,250 km from its quarter."
      )
    case .quarterShift:
      Words(
        ru: "Все 86 участков квартала лежат на 1,7 м северо-восточнее заборов; погрешность 0,02 м.",
        en: "All 86 parcels of a quarter lie 1.7 m north-east of the fences; error 0.02 m."
      )
    case .parcelShift:
      Words(
        ru: "Участок 20 × 30 м записан на 3,6 м в стороне, а его соседи — на месте.",
        en: "A parcel of 20 × 30 m is recorded 3.6 m aside while its neighbours are in place."
      )
    case .areaDifference:
      Words(
        ru: "По реестру 600 м², по съёмке 560 м² внутри границ: −40 м² при допуске 12 м².",
        en:
          "Registered 600 m², surveyed 560 m² within the lines: −40 m² against a tolerance of 12 m²."
      )
    case .boundaryDifference:
      Words(
        ru:
          "Забор срезает угол на 1,2 м и возвращает столько же с другой стороны; площадь прежняя.",
        en:
          "A fence cuts a corner by 1.2 m and gives as much back on the other side; the area stays."
      )
    case .encroachment:
      Words(
        ru: "Забор стоит на 2 м дальше границы на участке соседа :16: 60 м², глубина 2 м.",
        en: "A fence stands 2 m beyond the line on neighbour :16: 60 m², depth 2 m."
      )
    case .split:
      Words(
        ru: "На участке :20 площадью 1 200 м² три огороженных двора; 90 м² земли не занято.",
        en: "Parcel :20 of 1,200 m² is three fenced yards; 90 m² of it is left out."
      )
    case .merge:
      Words(
        ru: "Участки :21 и :22 обнесены одним забором.",
        en: "Parcels :21 and :22 stand within one fence."
      )
    case .regroup:
      Words(
        ru: "Два соседа по 20 м ширины поделены на три двора по 13 м.",
        en: "Two neighbours of 20 m width are three yards of 13 m."
      )
    case .unregisteredParcel:
      Words(
        ru: "Двор 480 м² обнесён забором на земле без участка.",
        en: "A yard of 480 m² is fenced on land without a parcel."
      )
    case .notFound:
      Words(
        ru: "Участок :30 записан, а на месте пустырь без забора и построек.",
        en: "Parcel :30 is recorded; on the ground there is waste land without fence or building."
      )
    case .useDifference:
      Words(
        ru: "Разрешено индивидуальное жильё, на участке гостиница.",
        en: "Individual housing is permitted, a hotel stands on the parcel."
      )
    case .unregisteredBuilding:
      Words(
        ru: "На участке :12 стоит дом 96 м², в реестре на нём зданий нет.",
        en: "A house of 96 m² stands on parcel :12; the register has no building there."
      )
    case .demolishedBuilding:
      Words(
        ru: "Контур здания :411 есть в реестре, на его месте газон.",
        en: "The register has the contour of building :411; there is a lawn in its place."
      )
    case .footprintDifference:
      Words(
        ru: "Дом записан 80 м², к нему пристроили 30 м² с севера.",
        en: "A house is recorded with 80 m²; 30 m² were built on in the north."
      )
    case .floorsDifference:
      Words(
        ru: "По реестру 1 этаж, на местности 2: мера 1.",
        en: "One floor in the register, two on the ground: measure 1."
      )
    case .buildingOverBoundary:
      Words(
        ru: "Дом заходит за границу участка :12 на 1,2 м, на землю соседа.",
        en: "A house crosses the line of parcel :12 by 1.2 m onto the neighbour’s land."
      )
    case .buildingUseDifference:
      Words(
        ru: "Записан жилой дом, на местности магазин.",
        en: "Recorded as a house, a shop on the ground."
      )
    }
  }
}
