"""A language → words that end in a full stop without ending a sentence."""

from __future__ import annotations

# Ordinal numbers and dates carry a full stop here: "12. März", "3. listopadu", "15. novembra".
ORDINAL_LANGUAGES = frozenset(
    ("bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr")
)

_EVERYWHERE = """
 dr prof ing mag mgr st nr no nos tel fax e-mail etc vs ca cf al max min approx art vol fig ed eds jr sr
 jan feb mar apr jun jul aug sep sept okt oct nov dec dez www
"""

_BY_LANGUAGE = {
    "bg": """
        г гр ул бул пл бл вх ет ап проф инж арх д-р доц чл т нар млн млрд лв хил стр св обл общ напр
    """,
    "ca": """
        sr sra srs dr dra av avda pl pg núm tel pàg art st sta c eur aprox
    """,
    "cs": """
        č čp tj tzv např apod atd aj mj resp popř event ul nám tř tis mil mld kč stol ing mgr bc judr
        mudr phdr rndr phd csc sv hod min str odst písm zn cca obr roč př pozn red
    """,
    "da": """
        bl a f eks fx ca kl mio mia kr nr pct hhv inkl ekskl jf m v osv pga stk evt tlf dvs vedr vha mv
        iht sml
    """,
    "de": """
        bzw bspw ca co d dgl dipl dr evtl exkl ff fr frl gem ges ggf hl hr hrn inkl ing insb insbes jh
        jg jr kath kfm lfd lt max med min mind mio mrd nr o od p phil pol prof rd rer s sog std str tel
        tsd u usw v vgl vs z zb zt zzgl zzt abs abt adr allg anm art aufl bd betr bez bf bgm chr einschl
        entspr erl ev geb gebr gegr hbf hrsg jan feb mär apr jun jul aug sep sept okt nov dez mo di mi
        do sa so mag ma univ urspr verf vors wg zul zus at tägl
    """,
    "el": """
        κ κκ κα δρ καθ π χ π.χ αρ οδ τηλ σελ κλπ κτλ δηλ βλ εκ εκατ δισ χιλ αγ λεωφ υπ μ.μ π.μ στρ
    """,
    "en": """
        mr mrs ms messrs rev hon gen col capt lt sgt gov sen rep pres cllr ald st rd ave blvd inc ltd co
        corp plc dept est govt i.e e.g ie eg viz pp p para nos no hrs mins m bn fri mon tue tues wed thu
        thurs sat sun esp incl
    """,
    "es": """
        sr sra srs sras srta dr dra d dña da av avda avd c núm núms pág págs art arts tel tfno ej ee uu
        aa hh mm aprox admón excmo excma ilmo ilma gral ntra ud uds st sta sto pza ctra izq dcha
    """,
    "et": """
        nt jne jm sh st lk tn tel hr pr dr prof mln mld jaan veebr apr aug sept okt nov dets nr vt vrd k
        a s.o pst mnt
    """,
    "eu": """
        etab adib tel zk or jn and
    """,
    "fi": """
        esim mm ym yms jne ns ks vrt mrd milj tuh klo krs os puh n s v k ko po ma ti ke to pe la su nk
        ent eaa toim
    """,
    "fr": """
        m mm mme mmes mlle mlles dr me mgr mgrs st ste av bd boul pl tél p pp art chap env éd etc fig
        hab ex janv févr avr juil sept oct nov déc vol cf réf min max c.-à-d n
    """,
    "ga": """
        srl m.sh lch uimh tel dr an
    """,
    "hr": """
        npr tj tzv itd sl dr mr sc prof ing dipl ul br str god st sv gđa gđica g mil mlrd tis kn oko čl
        tel pl
    """,
    "hu": """
        pl stb ill ún kb dr ifj id prof ker u út utca sz szt ft mrd millió ezer vö ld tel fsz em tér kft
        zrt nyrt bt
    """,
    "is": """
        t.d þ.e m.a o.s.frv kr nr bls sbr skv u.þ.b f.h e.h hr fr
    """,
    "it": """
        sig sigg sigra dott dottssa dssa avv arch geom rag on sen prof ing mons s st sta p pp pag pagg
        art artt tel c corr es ecc n nn num ca cfr vol cap lett co v viale via piazza sec gen feb mar
        apr mag giu lug ago set ott nov dic
    """,
    "lt": """
        pvz t.y kt pan etc g a pr al m d mln mlrd tūkst eur proc doc habil dr red žr šv nr tel p sav
        apskr r kun kand
    """,
    "lv": """
        piem utt tml u.c u.tml g gs d plkst tālr tūkst milj mljrd nr dr prof red sk lpp iel bulv resp
        t.sk v.tml
    """,
    "nl": """
        dhr mevr mw drs dr mr ir ing prof bv bijv blz ca c d enz evt excl incl m max min nl nr o.a o.m
        ong pag resp st t.a.v t.b.v tel v vgl vlgs z zgn z.g i.p.v d.m.v mln mld weth jhr jkvr str jan
        feb mrt apr okt
    """,
    "no": """
        bl a f eks ca kl mill mrd kr nr pst inkl ekskl jf m v osv pga stk evt tlf dvs vedr mv ifm iht
    """,
    "pl": """
        ul al pl os im św ks bp prof dr hab inż mgr lic np tj tzw m.in itd itp ok godz tys mln mld zł gr
        r w nr str tel red art ust pkt lit por zob woj pow gm ww jw płk gen kpt mjr
    """,
    "pt": """
        sr sra srs dr dra drª eng arq d av r tel tlf pág págs art arts n núm ex etc aprox prof profª
        exmo exma jr lda sta sto
    """,
    "ro": """
        str bd bdul nr tel dl dna dlui d-l d-na dr prof ing ex etc alin art lit pag mil mld jud sf cca
        min max
    """,
    "sk": """
        č čl tzv napr atď apod resp tj t.j ul nám tis mil mld str ods písm ing mgr mudr judr phdr rndr
        csc sv hod cca ev zn obr pozn
    """,
    "sl": """
        npr itd ipd t.i tj oz dr mag prof inž ul št str tel mio mrd čl sv g ga gdč ur doc sc op pribl
        dipl univ
    """,
    "sr": """
        npr tj tzv itd sl dr mr prof ing ul br str god sv g gđa mil mlrd din čl tel пр тј тзв итд др
        проф ул бр стр год г мил млрд дин чл
    """,
    "sv": """
        bl.a t.ex d.v.s dvs m.m m.fl o.s.v osv s.k sk ca kl kr mkr mdkr milj mljr st nr tel inkl exkl
        jfr resp ev fr.o.m t.o.m f.d p.g.a pga ung
    """,
    "tr": """
        dr prof doç yrd sn av müh mah cad sok blv no tel vb vs örn bkz yy mr hz
    """,
    "uk": """
        м вул просп пл буд кв проф акад ім р рр ст тис млн млрд грн напр т д п обл стор див тел о кл
    """,
}
_SAME_AS = {"nb": "no", "nn": "no", "bs": "hr"}


def abbreviations(language: str) -> frozenset[str]:
    """Return the abbreviations of a language (ISO 639-1) in lower case, without their last full stop."""
    own = _BY_LANGUAGE.get(_SAME_AS.get(language, language), "")
    return frozenset(f"{_EVERYWHERE} {own}".split())
