// What the kinds about the make-up and use of plots say to people.

extension KindWords {
  static let split = KindWords(
    unit: .count,
    title: Words(ru: "Участок разделён на местности", en: "Parcel split on the ground"),
    meaning: Words(
      ru: "На месте одного участка реестра на местности несколько отдельных.",
      en: "One register parcel is several on the ground."
    ),
    why: Words(
      ru: "Раздел не учтён: у частей могут быть разные владельцы и разное использование.",
      en: "The division is unrecorded: the parts may have different holders and uses."
    ),
    measured: Words(ru: "Число частей.", en: "The number of parts."),
    tolerance: Words(
      ru: "Связь — это одна и та же земля: касание и наложение узкой полосой связью не считаются.",
      en: "A link is the same land: touching, or sharing a narrow strip, is no link."
    ),
    limits: Words(
      ru: """
        Многоконтурный участок и единое землепользование, снятые по частям, разделом не \
        считаются.
        """,
      en: "A multi-contour parcel or a united land use surveyed piece by piece is no split."
    ),
    reference: Words(ru: "ЗК РФ, ст. 11.4", en: "Land Code, art. 11.4")
  )

  static let merge = KindWords(
    unit: .count,
    title: Words(ru: "Участки объединены на местности", en: "Parcels merged on the ground"),
    meaning: Words(
      ru: "Несколько участков реестра на местности используются как один.",
      en: "Several register parcels are used as one on the ground."
    ),
    why: Words(
      ru: """
        Объединение не учтено; общий забор вокруг нескольких участков законен, если владелец \
        один.
        """,
      en: """
        The union is unrecorded; one fence around several parcels is lawful when the holder is \
        one.
        """
    ),
    measured: Words(ru: "Число участков реестра.", en: "The number of register parcels."),
    tolerance: Words(
      ru: "Связь — это одна и та же земля: касание и наложение узкой полосой связью не считаются.",
      en: "A link is the same land: touching, or sharing a narrow strip, is no link."
    ),
    limits: Words(
      ru: "Внутренняя граница могла быть просто не снята.",
      en: "The inner boundary may simply not have been surveyed."
    ),
    reference: Words(ru: "ЗК РФ, ст. 11.6", en: "Land Code, art. 11.6")
  )

  static let regroup = KindWords(
    unit: .count,
    title: Words(ru: "Участки перекроены на местности", en: "Parcels regrouped on the ground"),
    meaning: Words(
      ru: "Несколько участков реестра соответствуют нескольким на местности, но поделены иначе.",
      en: "Several register parcels are several on the ground, divided otherwise."
    ),
    why: Words(
      ru: "Похоже на неучтённое перераспределение между соседями.",
      en: "It looks like an unrecorded redistribution between neighbours."
    ),
    measured: Words(
      ru: "Число участков на той стороне, где их больше.",
      en: "The number of members on the side that has more."
    ),
    tolerance: Words(
      ru: "Связь — это одна и та же земля: касание и наложение узкой полосой связью не считаются.",
      en: "A link is the same land: touching, or sharing a narrow strip, is no link."
    ),
    limits: Words(
      ru: "Кто кому уступил землю, по границам не видно.",
      en: "Who gave land to whom cannot be read from boundaries."
    ),
    reference: Words(ru: "ЗК РФ, ст. 11.7", en: "Land Code, art. 11.7")
  )

  static let unregisteredParcel = KindWords(
    unit: .squareMetres,
    title: Words(
      ru: "Занятая земля без участка в реестре",
      en: "Occupied land without a parcel"
    ),
    meaning: Words(
      ru: "Земля занята, а участка реестра на этом месте нет.",
      en: "Land is occupied and the register has no parcel there."
    ),
    why: Words(
      ru: "Налога с такой земли нет; возможны оформление, аренда или освобождение.",
      en: "No tax comes from it; it may be registered, let or vacated."
    ),
    measured: Words(ru: "Площадь занятой земли.", en: "The area of the occupied land."),
    tolerance: Words(
      ru: "На этом месте нет связанного участка реестра ни по границам, ни по заявленному номеру.",
      en: "No register parcel is linked there, by boundary or by the number the occupant claims."
    ),
    limits: Words(
      ru: "Участок без координат может быть тем самым: проверьте список no-geometry квартала.",
      en: "A parcel without coordinates may be the one: check the quarter's no-geometry list."
    ),
    reference: Words(
      ru: "КоАП РФ, ст. 7.1; ЗК РФ, ст. 76",
      en: "Code of Administrative Offences, art. 7.1; Land Code, art. 76"
    )
  )

  static let notFound = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Участок реестра не найден на местности", en: "Register parcel not found"),
    meaning: Words(
      ru: """
        Участок реестра лежит там, где съёмка смотрела, но на местности ему ничего не \
        соответствует.
        """,
      en: "A register parcel lies where the survey looked and has nothing on the ground."
    ),
    why: Words(
      ru: "Участок может быть не освоен, внесён ошибочно или быть дублем.",
      en: "It may be unused, recorded by mistake or a duplicate."
    ),
    measured: Words(ru: "Площадь участка реестра.", en: "The area of the register parcel."),
    tolerance: Words(
      ru: "Участок целиком внутри обследованной территории. «Не обследовано» — не «не найдено».",
      en: "The parcel lies wholly inside the coverage. Not surveyed is never not found."
    ),
    limits: Words(
      ru: "Неогороженная земля на местности не видна.",
      en: "Land without a fence cannot be seen on the ground."
    ),
    reference: Words(
      ru: "218-ФЗ, ст. 61; ЗК РФ, ст. 72",
      en: "Federal Law 218-FZ, art. 61; Land Code, art. 72"
    )
  )

  static let useDifference = KindWords(
    unit: .none,
    title: Words(
      ru: "Признак использования не по назначению",
      en: "Use differs from the permitted one"
    ),
    meaning: Words(
      ru: """
        Наблюдаемое использование относится к другому классу, чем вид разрешённого \
        использования.
        """,
      en: "The observed use belongs to another class than the permitted use."
    ),
    why: Words(
      ru: "От использования зависят ставка налога и кадастровая стоимость.",
      en: "Rate and cadastral value depend on the use."
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
      ru: """
        Использование записано свободным текстом: непонятное остаётся неизвестным и не \
        показывается.
        """,
      en: "Use is free text: what is not understood stays unknown and is not reported."
    ),
    reference: Words(
      ru: "КоАП РФ, ст. 8.8 ч. 1",
      en: "Code of Administrative Offences, art. 8.8(1)"
    )
  )
}
