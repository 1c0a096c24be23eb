// What the kinds about displacement and lines say to people.

extension KindWords {
  static let quarterShift = KindWords(
    unit: .metres,
    title: Words(ru: "Сдвиг квартала (признак реестровой ошибки)", en: "Displaced quarter"),
    meaning: Words(
      ru: """
        Участки квартала смещены в реестре все вместе: один сдвиг и поворот объясняет их \
        расхождения.
        """,
      en: """
        The whole quarter is displaced in the register: one shift and rotation explains its \
        parcels.
        """
    ),
    why: Words(
      ru: """
        Исправляется одним решением для квартала; без него сотни соседей выглядели бы \
        захватчиками.
        """,
      en: """
        It is corrected once for the quarter; without it hundreds of neighbours would look like \
        trespassers.
        """
    ),
    measured: Words(
      ru: """
        Величина сдвига; в строке также dx, dy, поворот, погрешность и число объяснённых \
        участков.
        """,
      en: """
        The size of the shift; dx, dy, rotation, its error and the parcels it explains come \
        along.
        """
    ),
    tolerance: Words(
      ru: "Сдвиг значим статистически и больше допуска совпадения границ.",
      en: "The shift is statistically significant and larger than the coincidence tolerance."
    ),
    limits: Words(
      ru: """
        Нужно несколько однозначно узнанных пар. Где ошибка, в реестре или в съёмке, решает \
        человек.
        """,
      en: """
        It needs several pairs that are surely the same. Whether books or survey are off, a \
        person decides.
        """
    ),
    reference: Words(ru: "218-ФЗ, ст. 61 ч. 3", en: "Federal Law 218-FZ, art. 61(3)")
  )

  static let parcelShift = KindWords(
    unit: .metres,
    title: Words(ru: "Сдвиг участка (признак реестровой ошибки)", en: "Displaced parcel"),
    meaning: Words(
      ru: "Участок смещён, но форма и размер сохранены; общий сдвиг квартала уже вычтен.",
      en: "One parcel is displaced with its shape kept, the quarter's shift taken out."
    ),
    why: Words(
      ru: "Это ошибка координат, а не занятие земли: правится реестр, налог не меняется.",
      en: """
        An error of coordinates, not occupation of land: the record is corrected, the tax stays.
        """
    ),
    measured: Words(
      ru: "Величина сдвига после вычета сдвига квартала.",
      en: "The size of the shift after the quarter's is taken out."
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
      ru: "Если участок сдвинут на землю соседа намеренно, форма тоже сохранится; смотрите карту.",
      en: "If a fence was moved over as a whole the shape is kept as well; look at the map."
    ),
    reference: Words(ru: "218-ФЗ, ст. 61 ч. 3", en: "Federal Law 218-FZ, art. 61(3)")
  )

  static let areaDifference = KindWords(
    unit: .squareMetres,
    title: Words(
      ru: "Фактическая площадь отличается от реестра",
      en: "Area on the ground differs"
    ),
    meaning: Words(
      ru: "Площадь по съёмке отличается от площади в реестре больше допуска.",
      en: "Surveyed and registered areas differ beyond tolerance."
    ),
    why: Words(
      ru: "Налог платят с площади реестра; разница бывает в обе стороны.",
      en: "Tax is paid on the registered area; the difference goes both ways."
    ),
    measured: Words(
      ru: "Площадь по съёмке минус площадь в реестре.",
      en: "Surveyed area minus registered area."
    ),
    tolerance: Words(
      ru: """
        Правило площади из задания (по умолчанию 3,5·Mt·√P), для вытянутого контура те же 3,5 \
        погрешности его углов; допуски двух источников складываются как корень из суммы \
        квадратов. Где сравнений тысячи, называется от 1,2 допуска: часть их за один выводит шум.
        """,
      en: """
        The area rule the job names (by default 3.5·Mt·√P), for a long shape the same 3.5 errors \
        of its own corners; tolerances of two sources combine by root of the sum of squares. Where \
        thousands are compared, named from 1.2 tolerances: noise passes some beyond one.
        """
    ),
    limits: Words(
      ru: """
        Если площадь прирезана за счёт соседа или общей земли, показывается только encroachment.
        """,
      en: "Land taken from a neighbour or from common land is reported as encroachment only."
    ),
    reference: Words(
      ru: "Приказ Росреестра № П/0393; 218-ФЗ, ст. 26 ч. 1 п. 32, 32.1",
      en: "Rosreestr Order P/0393; Federal Law 218-FZ, art. 26(1)(32), (32.1)"
    )
  )

  static let boundaryDifference = KindWords(
    unit: .metres,
    title: Words(ru: "Граница проходит иначе", en: "Boundary runs elsewhere"),
    meaning: Words(
      ru: "Место и площадь почти те же, но линия на местности идёт не там, где в реестре.",
      en: "Same place, about the same area, but the line on the ground runs elsewhere."
    ),
    why: Words(
      ru: "Повод уточнить границы; положение забора само по себе доказательство слабое.",
      en: "A reason to specify the boundary; the place of a fence alone is weak evidence."
    ),
    measured: Words(
      ru: "Наибольшее отклонение линии, сдвиг квартала вычтен.",
      en: "The largest departure of the line, the quarter's shift taken out."
    ),
    tolerance: Words(
      ru: """
        Граница совпадает, если расхождение не больше k·σ; σ складывается из средних \
        квадратических погрешностей двух источников, k задано в задании. Один угол — худший из \
        многих: его допуск больше в peakFactor раз (правила точности).
        """,
      en: """
        Two lines coincide when they differ by no more than k·σ; σ combines the mean square \
        errors of both sources, k is in the job. One corner is the worst of many: its tolerance \
        is larger by the peakFactor of the accuracy rules.
        """
    ),
    limits: Words(
      ru: "Одна неверная точка даёт то же значение, что и вся сторона; длину покажет карта.",
      en: "One wrong point gives the same value as a whole side; the map shows the length."
    ),
    reference: Words(
      ru: "Приказ Росреестра № П/0393; 218-ФЗ, ст. 43",
      en: "Rosreestr Order P/0393; Federal Law 218-FZ, art. 43"
    )
  )

  static let encroachment = KindWords(
    unit: .squareMetres,
    title: Words(
      ru: "Признак занятия земли за границей участка",
      en: "Land used beyond the boundary"
    ),
    meaning: Words(
      ru: """
        Занятая земля выходит за границу участка реестра: на соседа, на общую или на \
        нераспределённую землю.
        """,
      en: """
        Occupied land goes beyond the registered parcel: onto a neighbour, common or unallocated \
        land.
        """
    ),
    why: Words(
      ru: """
        Повод для осмотра; возможны перераспределение за плату, возмещение за пользование или \
        возврат земли.
        """,
      en: """
        A reason for a visit; it may end in redistribution for a fee, payment for use, or return \
        of the land.
        """
    ),
    measured: Words(
      ru: "Площадь и глубина выхода: наибольшее расстояние от участка, сдвиг квартала вычтен.",
      en: "Area and depth: the largest distance from the parcel, the quarter's shift taken out."
    ),
    tolerance: Words(
      ru: """
        Глубина больше k·σ, где σ складывается из погрешностей двух источников, и площадь не \
        меньше порога (по умолчанию 1 м²).
        """,
      en: """
        Deeper than k·σ, σ combined from the errors of both sources, and no smaller than the \
        least area (by default 1 m²).
        """
    ),
    limits: Words(
      ru: """
        Это признак, а не нарушение. Забор мог поставить не владелец; сервитуты и договорённости \
        соседей не видны.
        """,
      en: """
        A sign, not an offence. The fence may not be the owner's; easements and agreements are \
        not seen.
        """
    ),
    reference: Words(
      ru: "КоАП РФ, ст. 7.1; ЗК РФ, ст. 39.27–39.29, ст. 76",
      en: "Code of Administrative Offences, art. 7.1; Land Code, art. 39.27–39.29, art. 76"
    )
  )
}
