"""Made-up organisations of every type. Member States come from the reference data."""

from dataclasses import dataclass

SECRETARIAT = "Secretariat of the United Nations Network on Migration"
UN_AGENCY = "Demonstration Agency of the United Nations"
CIVIL_SOCIETY = "Demonstration Network of Migrant Associations"
CITY_COUNCIL = "Demonstration City Council"
DIASPORA = "Demonstration Diaspora Association"
CREDIT_UNIONS = "Demonstration Association of Credit Unions"


@dataclass(frozen=True)
class Made:
    """`country` is where it is at home, for one that is at home in a country."""

    type: str
    language: str = "en"
    country: str | None = None


# Of these, each has somebody who reviews practices.
WITH_REVIEWER = {
    "Demonstration University": Made("academia"),
    "Demonstration Federation of Trade Unions": Made("trade-union"),
    CITY_COUNCIL: Made("local-authority"),
    "Demonstration Human Rights Institution": Made("nhri"),
    "Demonstration Chamber of Enterprises": Made("private-sector"),
    DIASPORA: Made("diaspora"),
}
ORGANISATIONS = {
    SECRETARIAT: Made("un-entity"),
    UN_AGENCY: Made("un-entity"),
    CIVIL_SOCIETY: Made("civil-society"),
    **WITH_REVIEWER,
    "Demonstration Regional Office of the United Nations": Made("un-entity"),
    "Demonstration Statistics Programme of the United Nations": Made("un-entity"),
    CREDIT_UNIONS: Made("financial-institution", country="MEX"),
    "Demonstration Alliance of Faith Communities": Made("faith-based"),
    "Demonstration Parliamentary Group": Made("parliamentarian", country="KEN"),
    "Demonstration Broadcasting Union": Made("media"),
    "Demonstration Relief Society": Made("red-cross-red-crescent", country="PHL"),
    "Demonstration Forum of Migrant Workers": Made("migrants"),
    "Demonstration Youth Network": Made("other"),
    "Red de Ciudades de Demostración": Made("local-authority", "es", "CRI"),
    "Asociación de Mujeres Migrantes de Demostración": Made("civil-society", "es", "MEX"),
    "Réseau de démonstration des diasporas": Made("diaspora", "fr", "SEN"),
    "Ville de démonstration": Made("local-authority", "fr", "BEL"),
    "Демонстрационное объединение работодателей": Made("private-sector", "ru", "KAZ"),
    "شبكة العرض التوضيحي للنقابات": Made("trade-union", "ar", "JOR"),
    "Демонстрационная сеть женских объединений": Made("civil-society", "ru", "KGZ"),
    "Universidade de Demonstração": Made("academia", "pt", "PRT"),
    "Associação de Municípios de Demonstração": Made("local-authority", "pt", "BRA"),
    "示范职业培训中心": Made("academia", "zh-hans", "CHN"),
    "示范移民互助社": Made("migrants", "zh-hans", "CHN"),
}

# Bodies that review and do nothing else, so that whoever reviews for them has few conflicts.
WHICH_REVIEW = {
    "Demonstration Training Institute of the United Nations": Made("un-entity"),
    "Demonstration Fund of the United Nations": Made("un-entity"),
    "Demonstration Commission of the United Nations": Made("un-entity"),
    "Demonstration Centre for Migration Law": Made("academia", country="NZL"),
    "Demonstration Observatory of Mobility": Made("academia", country="FIN"),
    "Demonstration Legal Clinic": Made("civil-society", country="MYS"),
    "Demonstration Institute of Social Protection": Made("academia", country="RWA"),
    "Instituto de Políticas de Demostración": Made("academia", "es", "DOM"),
    "Centro de Derechos de Demostración": Made("civil-society", "es", "PRY"),
    "Institut de démonstration pour les mobilités": Made("academia", "fr", "LUX"),
    "Observatoire de démonstration": Made("civil-society", "fr", "BEN"),
    "Демонстрационный институт миграции": Made("academia", "ru", "ARM"),
    "Демонстрационный центр права": Made("civil-society", "ru", "MDA"),
    "Instituto de Estudos de Demonstração": Made("academia", "pt", "TLS"),
    "Centro de Direitos de Demonstração": Made("civil-society", "pt", "STP"),
    "معهد العرض التوضيحي للدراسات": Made("academia", "ar", "OMN"),
    "مركز العرض التوضيحي للحقوق": Made("civil-society", "ar", "DJI"),
    "示范研究所": Made("academia", "zh-hans", "LAO"),
    "示范法律援助中心": Made("civil-society", "zh-hans", "THA"),
}
