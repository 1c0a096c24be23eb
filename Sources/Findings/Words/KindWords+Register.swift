// What the kinds that the register alone shows say to people.

extension KindWords {
  static let overlap = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Пересечение границ участков", en: "Overlapping parcels"),
    meaning: Words(
      ru: "Два действующих участка реестра занимают одну и ту же землю.",
      en: "Two live register parcels share the same land."
    ),
    why: Words(
      ru: """
        Пересечение приостанавливает учёт и сделки с обоими участками; одна земля облагается \
        налогом дважды.
        """,
      en: "An overlap suspends registration for both parcels, and the same land is taxed twice."
    ),
    measured: Words(
      ru: "Площадь общей части, точно по координатам реестра.",
      en: "The area of the shared part, exactly, from the register's coordinates."
    ),
    tolerance: Words(
      ru: """
        Общая часть шире допуска совпадения границ и не меньше порога площади (по умолчанию 1 \
        м²); узкие полосы вдоль общей линии не считаются.
        """,
      en: """
        The shared part is wider than the coincidence tolerance and no smaller than the least \
        area (by default 1 m²); narrow strips along a common line do not count.
        """
    ),
    limits: Words(
      ru: """
        Не говорит, какой из участков внесён с ошибкой. Полное наложение показывает вид \
        duplicate.
        """,
      en: "It does not say which parcel is wrong. A full overlap is a duplicate."
    ),
    reference: Words(
      ru: "218-ФЗ, ст. 26 ч. 1 п. 20, ст. 61",
      en: "Federal Law 218-FZ, art. 26(1)(20), art. 61"
    )
  )

  static let duplicate = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Двойной учёт участка", en: "Parcel recorded twice"),
    meaning: Words(
      ru: "Один и тот же участок учтён дважды, или один участок лежит внутри другого.",
      en: "One parcel is recorded twice, or one lies inside the other."
    ),
    why: Words(
      ru: """
        Налог начисляется дважды, а снятие дубля уменьшает базу: это надо знать до планирования \
        доходов.
        """,
      en: """
        Tax is charged twice, and removing the duplicate lowers the base: better known before \
        revenue is planned.
        """
    ),
    measured: Words(ru: "Площадь общей части.", en: "The area they share."),
    tolerance: Words(
      ru: """
        Общая часть не меньше порогов: по умолчанию 0,95 объединения двух участков или 0,99 \
        меньшего из них; либо границы обоих участков сходятся в допуске их точек.
        """,
      en: """
        The shared part reaches the thresholds: by default 0.95 of their union, or 0.99 of the \
        smaller one; or the lines of both agree within the tolerance of their points.
        """
    ),
    limits: Words(
      ru: """
        Условный или входящий участок может законно лежать в другом; решает человек по \
        документам.
        """,
      en: "A conditional parcel may lawfully lie in another; a person decides from the documents."
    ),
    reference: Words(ru: "218-ФЗ, ст. 61", en: "Federal Law 218-FZ, art. 61")
  )

  static let gap = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Чересполосица между участками", en: "Sliver between parcels"),
    meaning: Words(
      ru: "Между участками реестра осталась узкая полоса, которая ни к одному не относится.",
      en: "A narrow strip between register parcels belongs to none of them."
    ),
    why: Words(
      ru: """
        Такие полосы рождают споры соседей и обычно исчезают при уточнении границ или \
        перераспределении.
        """,
      en: """
        Such strips breed disputes and usually vanish when boundaries are specified or land is \
        redistributed.
        """
    ),
    measured: Words(
      ru: "Площадь полосы; указаны участки вдоль неё.",
      en: "The area of the strip; the parcels along it are named."
    ),
    tolerance: Words(
      ru: """
        Полоса шире допуска совпадения границ и уже порога прохода (по умолчанию 1 м): шире — \
        уже проход. Замкнутый клин, который расширяется до прохода, называется там, где он уже.
        """,
      en: """
        Wider than the coincidence tolerance and narrower than a passage (by default 1 m). Of an \
        enclosed wedge that widens to a passage, the part that is narrower.
        """
    ),
    limits: Words(
      ru: """
        Полоса может быть открыта с концов. Узкий законный проход между участками неотличим от \
        ошибки.
        """,
      en: """
        A strip may be open at its ends. A lawful narrow footpath cannot be told from an error.
        """
    ),
    reference: Words(
      ru: "ЗК РФ, ст. 11.9 п. 6, ст. 39.28",
      en: "Land Code, art. 11.9(6), art. 39.28"
    )
  )

  static let noGeometry = KindWords(
    unit: .count,
    title: Words(ru: "Нет координат границ", en: "No coordinates"),
    meaning: Words(
      ru: """
        В квартале есть действующие записи реестра без координат: одна строка на квартал и слой.
        """,
      en: "Live records of a quarter have no coordinates: one finding for each quarter and layer."
    ),
    why: Words(
      ru: "Без координат не проверить ни площадь, ни занятие земли; это список на межевание.",
      en: """
        Without coordinates neither area nor occupation can be checked; this is the list for \
        surveying.
        """
    ),
    measured: Words(ru: "Число записей.", en: "The number of records."),
    tolerance: Words(ru: "Нет: достаточно одной записи.", en: "None: one record is enough."),
    limits: Words(
      ru: "Единое землепользование, у которого границы есть у входящих участков, сюда не входит.",
      en: "The parent of a united land use whose children have geometry is not one of them."
    ),
    reference: Words(ru: "218-ФЗ, ст. 69", en: "Federal Law 218-FZ, art. 69")
  )

  static let declaredArea = KindWords(
    unit: .squareMetres,
    title: Words(
      ru: "Площадь не соответствует координатам",
      en: "Area against its own coordinates"
    ),
    meaning: Words(
      ru: "Площадь в записи реестра расходится с площадью по её же координатам.",
      en: "The area in the record differs from the area of its own coordinates."
    ),
    why: Words(
      ru: """
        Налог считают по площади записи; пока расхождение не снято, за площадь участка берётся \
        площадь по координатам.
        """,
      en: """
        Tax follows the recorded area; until this is settled the area of the coordinates is \
        taken as registered.
        """
    ),
    measured: Words(
      ru: "Площадь записи минус площадь по координатам.",
      en: "Recorded area minus the area of the coordinates."
    ),
    tolerance: Words(
      ru: """
        Большее из двух: правило площади из задания (по умолчанию 3,5·Mt·√P) вместе с \
        округлением записи до целых м² (3,5·1/√12) и погрешность, указанная в записи.
        """,
      en: """
        The larger of two: the area rule the job names (by default 3.5·Mt·√P) with the rounding \
        of the record to whole square metres (3.5·1/√12), and the error stated in the record.
        """
    ),
    limits: Words(
      ru: """
        Полевые данные не нужны. Округлённые и декларативные площади попадают сюда чаще других.
        """,
      en: "It needs no survey. Rounded and declarative areas are met here more often than others."
    ),
    reference: Words(
      ru: "Приказ Росреестра от 23.10.2020 № П/0393",
      en: "Rosreestr Order P/0393 of 23.10.2020"
    )
  )

  static let outsideQuarter = KindWords(
    unit: .metres,
    title: Words(ru: "Участок вне своего квартала", en: "Off its quarter"),
    meaning: Words(
      ru: "Бо́льшая часть участка лежит вне квартала, названного в его кадастровом номере.",
      en: "Most of a parcel lies off the quarter its cadastral number names."
    ),
    why: Words(
      ru: "Чаще всего это ошибка координат или зоны; такой объект нельзя сравнивать с местностью.",
      en: """
        It is mostly an error of coordinates or zone; such an object cannot be compared with the \
        ground.
        """
    ),
    measured: Words(
      ru: "Расстояние от точки внутри участка до границы названного квартала.",
      en: "The distance from a point inside the parcel to the border of the quarter it names."
    ),
    tolerance: Words(
      ru: """
        В квартале меньше половины площади участка — и как есть, и после вычета сдвига квартала.
        """,
      en: """
        Less than half of the area lies in the quarter, both as drawn and with the quarter's \
        displacement taken out.
        """
    ),
    limits: Words(
      ru: "Номера с кварталом 000000 не называют квартала и не проверяются.",
      en: "A number with quarter 000000 names no quarter and is not checked."
    ),
    reference: Words(ru: "218-ФЗ, ст. 26", en: "Federal Law 218-FZ, art. 26")
  )

  static let invalidGeometry = KindWords(
    unit: .squareMetres,
    title: Words(ru: "Ошибка контура", en: "Broken contour"),
    meaning: Words(
      ru: """
        Контур пересекает сам себя, не замкнут, имеет выброс или отверстие снаружи; исправлен \
        или отклонён.
        """,
      en: """
        The contour crosses itself, is unclosed, has a spike or a hole outside; mended or \
        rejected.
        """
    ),
    why: Words(
      ru: "Площадь такого контура неоднозначна, и разные программы считают её по-разному.",
      en: "The area of such a contour is ambiguous, and programs disagree about it."
    ),
    measured: Words(
      ru: "Насколько исправление изменило площадь.",
      en: "How much the repair changed the area."
    ),
    tolerance: Words(
      ru: """
        Нет: показывается любая ошибка. Повтор точки и направление обхода исправляются без \
        сообщения.
        """,
      en: """
        None: every one is reported. Repeated points and ring direction are mended without a \
        word.
        """
    ),
    limits: Words(
      ru: "Исправленный контур — предложение для расчёта, запись реестра не меняется.",
      en: "The mended contour serves the computation; the record itself is not changed."
    ),
    reference: Words(ru: "218-ФЗ, ст. 61", en: "Federal Law 218-FZ, art. 61")
  )

  static let suspectCRS = KindWords(
    unit: .metres,
    title: Words(ru: "Подозрение на чужую систему координат", en: "Suspect coordinate system"),
    meaning: Words(
      ru: "Координаты подходят к другой зоне или другому порядку осей, чем указано.",
      en: "The coordinates fit another zone or axis order than the one stated."
    ),
    why: Words(
      ru: """
        Ошибка зоны даёт сдвиг от десятков метров до километров: все выводы по таким данным \
        ложны.
        """,
      en: """
        A wrong zone shifts by tens of metres to kilometres: everything concluded from it is \
        false.
        """
    ),
    measured: Words(
      ru: "Расстояние от места по координатам до квартала, названного в номере.",
      en: "The distance from where the coordinates lie to the quarter that the number names."
    ),
    tolerance: Words(
      ru: """
        Заявленной системе координаты не подходят, а другой зоне или другому порядку осей \
        подходят.
        """,
      en: "The coordinates do not fit the stated system and do fit another zone or axis order."
    ),
    limits: Words(
      ru: """
        Это дефект данных; такие записи в сравнении не участвуют. Местная система без ключа \
        распознаётся не всегда.
        """,
      en: """
        A defect of the data; such records are kept out of the comparison. A local system \
        without its key is not always recognised.
        """
    ),
    reference: Words(ru: "218-ФЗ, ст. 6, 61", en: "Federal Law 218-FZ, art. 6, 61")
  )
}
