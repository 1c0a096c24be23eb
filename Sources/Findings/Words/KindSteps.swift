// What a person does next with a finding; advice, never a verdict.

extension FindingKind {
  /// The next step, one or two sentences.
  public func nextStep(_ language: WordLanguage) -> String { step[language] }

  private var step: Words {
    switch self {
    case .overlap, .duplicate:
      Words(
        ru: "Сверить межевые планы обоих участков; ошибку исправляет Росреестр по заявлению "
          + "(218-ФЗ, ст. 61).",
        en: "Compare the boundary plans of both parcels; the registry mends the mistake on request."
      )
    case .gap:
      Words(
        ru: "Уточнить общую границу при ближайших кадастровых работах на этих участках.",
        en: "Have the common line settled with the next boundary work on these parcels."
      )
    case .noGeometry:
      Words(
        ru: "Включить участки и здания в план комплексных кадастровых работ квартала.",
        en: "Put these records into the plan of complex cadastral work of the quarter."
      )
    case .declaredArea:
      Words(
        ru: "Запросить выписку и межевой план; если ошибка в записи — заявление об исправлении "
          + "технической ошибки.",
        en: "Get the extract and the boundary plan; if the record is wrong, ask the registry "
          + "to mend it."
      )
    case .outsideQuarter:
      Words(
        ru: "Проверить номер и координаты по выписке; сообщить в Росреестр об ошибке.",
        en: "Check number and coordinates against the extract; tell the registry of the mistake."
      )
    case .invalidGeometry, .suspectCRS:
      Words(
        ru: "Вернуть запись тому, кто её прислал, с указанием файла и строки (tables/rejects.csv).",
        en: "Return the record to its sender, with file and row (tables/rejects.csv)."
      )
    case .quarterShift:
      Words(
        ru: "Проверить пересчёт координат съёмки; если смещён реестр — признак реестровой ошибки, "
          + "исправляется для квартала целиком, участки по одному не предъявлять.",
        en: "Check the survey's change of coordinates; if the register is off, have the whole "
          + "quarter mended, "
          + "and claim nothing parcel by parcel."
      )
    case .parcelShift:
      Words(
        ru: "Сверить точки с межевым планом; если смещён реестр — исправление реестровой ошибки.",
        en: "Compare the points with the boundary plan; if the register is off, have it mended."
      )
    case .areaDifference, .boundaryDifference:
      Words(
        ru: "Вызвать правообладателя с межевым планом; при занятии чужой земли — осмотр (ЗК "
          + "РФ, ст. 72).",
        en: "Ask the holder for the boundary plan; inspect where foreign land may be in use."
      )
    case .encroachment:
      Words(
        ru: "Осмотр с замером границы; проверить аренду, сервитут и разрешение на использование; "
          + "предложить перераспределение или освобождение.",
        en: "Inspect and measure; look for a lease, an easement or a permit; offer "
          + "redistribution or clearing."
      )
    case .split, .merge, .regroup:
      Words(
        ru: "Узнать, было ли решение о разделе или объединении; пригласить к постановке на учёт.",
        en: "Find out whether there was a decision; invite the holders to have it recorded."
      )
    case .unregisteredParcel:
      Words(
        ru: "Установить, кто занимает землю и на каком основании; ранее учтённые права — по "
          + "архиву (218-ФЗ, ст. 69, 69.1).",
        en: "Find out who holds the land and by what right; look for older rights in the archive."
      )
    case .notFound:
      Words(
        ru: "Осмотр: не освоен, не огорожен или внесён ошибочно; снятие с учёта — только по "
          + "документам.",
        en: "Inspect: unused, without a fence, or recorded by mistake; the record goes by "
          + "documents only."
      )
    case .useDifference, .buildingUseDifference:
      Words(
        ru: "Проверить вид разрешённого использования и вспомогательные виды; затем осмотр.",
        en: "Check the permitted and the auxiliary uses; then inspect."
      )
    case .unregisteredBuilding:
      Words(
        ru: "Проверить, капитальное ли строение и нет ли его в ЕГРН без координат; предложить "
          + "регистрацию.",
        en: "Check whether it is capital and whether a record without coordinates is it; "
          + "invite to register."
      )
    case .demolishedBuilding:
      Words(
        ru: "Осмотр; акт обследования и снятие с учёта, налог — с месяца сноса (НК РФ, ст. 408 "
          + "п. 2.1).",
        en: "Inspect; a survey act takes it off the register, and the tax ends with the month "
          + "of demolition."
      )
    case .footprintDifference, .floorsDifference:
      Words(
        ru: "Проверить разрешение или уведомление о реконструкции; пригласить обновить "
          + "сведения ЕГРН.",
        en: "Look for a permit of reconstruction; invite the holder to have the record renewed."
      )
    case .buildingOverBoundary:
      Words(
        ru: "Осмотр с замером; проверить точность контура и границы, затем соглашение с "
          + "соседом или перераспределение.",
        en: "Inspect and measure; check contour and line, then an agreement with the neighbour "
          + "or redistribution."
      )
    }
  }
}
