// What the kinds about buildings say to people.

extension KindWords {
  static let unregisteredBuilding = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Признак неучтённого здания", en: "Building not in the register"),
    meaning: Words(
      ru: "Капитальное здание есть на местности, а в реестре ему ничего не соответствует.",
      en: "A permanent building stands on the ground and has no counterpart in the register."
    ),
    why: Words(
      ru: "Здание не облагается налогом, пока не учтено; прошлые годы за него не начисляются.",
      en: "It is not taxed until it is recorded; past years are not charged for it."
    ),
    measured: Words(
      ru: "Площадь контура на местности; это не площадь этажей.",
      en: "The area of the contour on the ground, which is not the floor area."
    ),
    tolerance: Words(
      ru: """
        Нет связанного здания реестра, в том числе без контура на том же участке; площадь не \
        меньше порога (по умолчанию 10 м²).
        """,
      en: """
        No register building is linked, nor one without contour on the same parcel; no smaller \
        than the least area (by default 10 m²).
        """
    ),
    limits: Words(
      ru: """
        Некапитальные постройки не показываются. Само по себе не означает самовольной постройки.
        """,
      en: """
        Buildings without foundations are not reported. It does not by itself mean unlawful \
        building.
        """
    ),
    reference: Words(ru: "ГК РФ, ст. 130, 131, 222", en: "Civil Code, art. 130, 131, 222")
  )

  static let demolishedBuilding = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Признак снесённого здания", en: "Building gone"),
    meaning: Words(
      ru: "Здание есть в реестре с контуром, но на обследованной местности его нет.",
      en: "A register building with contour, inside the coverage, is gone on the ground."
    ),
    why: Words(
      ru: "Налог начисляют на то, чего нет: снятие с учёта уменьшает базу, но убирает споры.",
      en: "Tax is charged on what is not there: removal lowers the base and ends disputes."
    ),
    measured: Words(
      ru: "Площадь контура в реестре.",
      en: "The area of the contour in the register."
    ),
    tolerance: Words(
      ru: "Здание целиком внутри обследованной территории.",
      en: "The building lies wholly inside the coverage."
    ),
    limits: Words(
      ru: "Здание под деревьями или ошибочно нарисованный контур выглядят так же; нужен осмотр.",
      en: "A building under trees or a contour drawn elsewhere looks the same; it needs a visit."
    ),
    reference: Words(ru: "218-ФЗ, ст. 69.1", en: "Federal Law 218-FZ, art. 69.1")
  )

  static let footprintDifference = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Контур здания изменился", en: "Building's outline changed"),
    meaning: Words(
      ru: "Здание выросло, уменьшилось или построено заново.",
      en: "The building grew, shrank or was rebuilt."
    ),
    why: Words(
      ru: "Признак реконструкции: площадь и стоимость могут быть другими.",
      en: "A sign of reconstruction: area and value may be others."
    ),
    measured: Words(
      ru: "Площадь контура на местности минус площадь контура в реестре.",
      en: "Area of the contour on the ground minus that in the register."
    ),
    tolerance: Words(
      ru: """
        4,2 погрешности площади обоих контуров; свес крыши учитывается, если съёмка велась по \
        крышам.
        """,
      en: """
        4.2 errors of both contours' areas; eaves are allowed for when the survey drew roofs.
        """
    ),
    limits: Words(
      ru: "Контур той же площади, нарисованный рядом, изменением не считается.",
      en: "A contour of the same area drawn aside is no change."
    ),
    reference: Words(ru: "ГрК РФ, ст. 51.1, 55", en: "Town Planning Code, art. 51.1, 55")
  )

  static let floorsDifference = KindWords(
    unit: .floors,
    title: Words(ru: "Число этажей отличается", en: "Floors differ"),
    meaning: Words(
      ru: "Число этажей на местности и в реестре разное.",
      en: "The number of floors on the ground and in the register differ."
    ),
    why: Words(
      ru: "Надстройка меняет площадь, а с ней стоимость и налог.",
      en: "An added floor changes the area, and with it value and tax."
    ),
    measured: Words(
      ru: "Этажей на местности минус этажей в реестре.",
      en: "Floors on the ground minus floors in the register."
    ),
    tolerance: Words(ru: "Нет: достаточно одного этажа.", en: "None: one floor is enough."),
    limits: Words(
      ru: "Мансарды, цоколи и подвалы считают по-разному; проверьте, что именно записано.",
      en: """
        Attics, basements and ground floors are counted in different ways; check what was \
        recorded.
        """
    ),
    reference: Words(ru: "ГрК РФ, ст. 51.1, 55", en: "Town Planning Code, art. 51.1, 55")
  )

  static let buildingOverBoundary = KindWords(
    unit: .metres,
    title: Words(ru: "Здание выходит за границу участка", en: "Building crosses the boundary"),
    meaning: Words(
      ru: "Контур здания на местности пересекает границу своего участка реестра глубже допуска.",
      en: "The surveyed contour crosses its parcel's line deeper than tolerance."
    ),
    why: Words(
      ru: "Здание на чужой или общей земле трудно оформить и продать; возможна и ошибка границы.",
      en: """
        A building on another's or common land is hard to register or sell; the line may be \
        wrong too.
        """
    ),
    measured: Words(
      ru: "Наибольшая глубина выхода, сдвиг квартала вычтен.",
      en: "The largest depth, the quarter's shift taken out."
    ),
    tolerance: Words(
      ru: """
        Граница совпадает, если расхождение не больше k·σ; σ складывается из средних \
        квадратических погрешностей двух источников, k задано в задании.
        """,
      en: """
        Two lines coincide when they differ by no more than k·σ; σ combines the mean square \
        errors of both sources, k is in the job.
        """
    ),
    limits: Words(
      ru: """
        Если за границу выходит и занятая земля вокруг, показывается только encroachment. Здания \
        на участках без координат не проверяются.
        """,
      en: """
        Where the occupied land goes beyond as well, only encroachment is reported. Buildings on \
        parcels without coordinates are not checked.
        """
    ),
    reference: Words(
      ru: "Приказ Росреестра № П/0393; 218-ФЗ, ст. 26",
      en: "Rosreestr Order P/0393; Federal Law 218-FZ, art. 26"
    )
  )

  static let buildingUseDifference = KindWords(
    unit: .none,
    title: Words(ru: "Признак иного использования здания", en: "Use of the building differs"),
    meaning: Words(
      ru: "Наблюдаемое использование здания относится к другому классу, чем назначение в реестре.",
      en: """
        The observed use of the building belongs to another class than its purpose in the \
        register.
        """
    ),
    why: Words(
      ru: "Ставка налога на жильё и на торговлю или гостиницы различается в разы.",
      en: "The tax rate for dwellings and for shops or hotels differs several times over."
    ),
    measured: Words(
      ru: "Сравнение классов использования; числа нет.",
      en: "Classes of use are compared; there is no number."
    ),
    tolerance: Words(
      ru: "Оба класса известны, и ни один не включает другой.",
      en: "Both classes are known and neither includes the other."
    ),
    limits: Words(
      ru: "Вывеска видна, договор — нет: комната под мастерскую назначения дома не меняет.",
      en: """
        A sign is seen, a contract is not: one room let as a workshop does not change a house's \
        purpose.
        """
    ),
    reference: Words(
      ru: "НК РФ, ст. 406; КоАП РФ, ст. 8.8 ч. 1",
      en: "Tax Code, art. 406; Code of Administrative Offences, art. 8.8(1)"
    )
  )
}
