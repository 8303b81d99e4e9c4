"""Text → the phases of a project it tells of: called, decided, started, opened, concluded, cancelled.

Small tables of word beginnings per language. Approval and kick-off of one project look more alike to an
embedding than a text and its translation (research: cosine 0.93–0.96 against 0.87–0.96); these words tell them apart.
A language without a table has no phases: unknown, never a conflict.
"""

from __future__ import annotations

import re
from functools import cache

PHASES = ("called", "decided", "started", "opened", "concluded", "cancelled")

# Each row: the stems of the six phases in the order above, separated by "/"; "~" stands for a blank.
_STEMS = {
    "bg": "кани~за,покана~за,набиране/одобр,прие~,гласува,реши~/старт,начало~на,започва/откри,отваря/приключ,завърш/отмен",
    "ca": "convocatòria,crida,sol·licituds/aprov,acorda,atorga,concedei/arrenc,arrenca,inici,engega,posa~en~marxa,reunió~inaugural,llança/inaugur,obre~,obr~les~portes/conclo,finalitz,culmin,clou/cancel·l,suspèn",
    "cs": "výzv,přihláš/schvál,odsouhlas,rozhodl/zaháj,odstart,spust,startuje/otevř/dokonč,ukonč,uzavř/zruš",
    "da": "indkald,ansøg/godkend,vedtag,bevilg/lancer,skyd~,begynd,opstart,kick-off,igangs/åbn,indvi/afslut,færdig/aflys",
    "de": "aufruf,ausschreib,bewerb/bewillig,genehmig,beschließ,beschloss,beschlos,verabschied,zugesagt,gutgeheissen,gutgeheißen/start,auftakt,beginn,kick-off,gestartet,angelaufen,lanciert/eröffn,eingeweiht/abgeschloss,abschluss,abschließ,beende,endet/abgesagt,absage,gestrichen,eingestellt",
    "el": "πρόσκληση,αιτήσεις/ενέκρι,εγκρίθ,έγκριση,εγκρίνε,αποφάσισ/ξεκιν,ξεκίν,έναρξη,εναρκτήρι,εκκίνησ/εγκαιν,άνοιξ,ανοίγει/ολοκληρ,έληξ,περατώ/ακυρ,μαται",
    "en": "call~for,calls~for,invites~app,applications~open/approv,adopt,green~light,grant,decided,decision,confirmed~the~fund,wins~fund,won~fund,awarded,voted/launch,kick-off,kick~off,kicks~off,kicked~off,start,begins,began,gets~under~way/opened,opens,opening,inaugurat/conclud,complet,finish,final~conference,ends~,ended,closes~,wraps~up/cancel,called~off,suspend,scrapp",
    "es": "convocatoria,solicitudes/aprueb,aprob,acuerda,concede,adjudic/arranc,inicia,inicio,comienz,pone~en~marcha,lanza,reunión~inaugural,puesta~en~marcha/inaugur,abre~sus,abre~las/conclu,finaliz,culmin,clausur/cancel,suspend",
    "et": "konkurss,taotlus/kiitis~heaks,kinnita,otsusta/käivit,algas,algab,avaüritus,stardi/avati,avab/lõppe,lõpeta/tühista",
    "fi": "hakuaika,hakukutsu,haku~/hyväks,päätti,päätök,myönsi,myönne/käynnist,alkaa,alkoi,aloit,avaustilaisuu,aloituskokou/avat,avaa,avajais,vihi/päättyi,päättyy,valmistui,valmistuu,loppuu,päätöstilaisuu/peru",
    "fr": "appel~à,candidature/approuv,adopt,valid,feu~vert,octroy,approbation/lanc,démarr,débute,coup~d’envoi,coup~d'envoi,début~de,réunion~de~lancement/inaugur,ouvre~ses,ouverture~de/achev,conclu,clôtur,termin,prend~fin/annul,suspend,reporté",
    "ga": "glao~ar/cheadaigh,fhormheas/sheol,seoladh,tosaigh,thosaigh/oscail,oscailt/críochn/cealaigh,cuireadh~ar~ceal",
    "hr": "natječaj,javni~poziv,prijav/odobr,usvoj,prihvat/pokren,počet,počinj,započe,uvodni~sastanak/otvor/završ,okonča/otkaz",
    "hu": "felhívás,pályázat/jóváhagy,elfogad,megszavaz,döntött/elindul,indul,kezd,nyitókonferenci,nyitórendezv/megnyí,megnyit,átad,felavat/befejez,lezár,zárókonf,véget~ér/lemond,töröl,elmarad",
    "is": "auglýsir~eftir/samþykk/hefst,hófst,hleypt~af/opna/lýkur,lauk/aflýs",
    "it": "bando,avviso~pubblico,candidature/approv,via~libera,delibera,stanzia,ammess/avvi,parte~il,al~via,lancia,kick-off,prende~il~via,incontro~inaugurale/inaugur,apre~,aperto~al/conclu,termina,chiude,completat/annull,sospe,cancell",
    "lt": "kvieči,paraišk/patvirtin,pritar,nusprend/pradėt,prasid,startav,startuo/atidar,atver/baigėsi,baigt,užbaig,baigia/atšauk",
    "lv": "aicin,pieteik/apstiprin,atbalst,lēma,nolēm/uzsāk,sāk,sākas,atklāšanas~sanāksm/atklāj,atvēr,atver/noslēd,pabeig,beidz/atcel",
    "mt": "sejħa/approv/tnedi,tnedija,beda,jibda/infetaħ,ftuħ,inawgur/ikkonkluda,intemm,tlesta/ikkanċell",
    "nl": "oproep,inschrijv,aanvragen/keurt~,keurde~,goedgekeurd,goedkeur,groen~licht,kent~toe,toegekend,besluit,beslist/gaat~van~start,ging~van~start,startschot,start,aftrap,kick-off,begint,begon,lanceer/geopend,opent,opening,ingehuldig/afgerond,afgeslot,beëindig,voltooid,slotconfer/afgelast,geschrapt,geannuleerd,gaat~niet~door",
    "no": "utlys,søknad/godkjen,vedta,bevilg/lanser,starter,startet,oppstart,begyn/åpn/avslut,ferdig/avlys",
    "pl": "nabór,konkurs,zgłosz/zatwierdz,uchwal,przyjęł,przyję,zgod/rozpocz,ruszy,rusza,start,inaugur/otwar,otwier/zakończ,zamkn,finał/odwoł,anulow",
    "pt": "convocatória,candidaturas/aprov,delibera,concede/arranc,início,inicia,começa,lança,reunião~de~lançamento/inaugur,abre~as/conclu,termin,encerr/cancel,suspens",
    "ro": "apel,înscrier/aprob,adopt,hotăr/lans,demar,începe,început,debut/inaugur,deschid,deschis/finaliz,încheiat,încheie/anul",
    "ru": "приём~заяв,конкурс/одобр,утверд,приня/старт,начал,запус/откры/заверш,оконч/отмен",
    "sk": "výzv,prihlás/schvál,odsúhlas,rozhod/začal,začína,odštart,spust,úvodné~stretn/otvor/dokonč,ukonč,uzavr/zruš",
    "sl": "razpis,prijav/odobr,potrdi,sprejel/začet,začel,začen,zagon,uvodni~sestanek/odpr,odprt,odpir/zaključ,konča/odpoved",
    "sr": "konkurs,javni~poziv,конкурс,јавни~позив/odobr,usvoj,одобр,усвој/počet,počinj,pokren,почет,почињ,покрен/otvor,отвор/završ,заврш/otkaz,отказ",
    "sv": "utlys,ansök/godkän,beslut,bevilj,klubba/lanser,start,inled,uppstart,kick-off,drar~igång,sätter~igång/öppna,invig/avslut,färdig,slutför/inställ,ställs~in",
    "tr": "başvur,çağrı/onayla,kabul~ed,karar/başla,başlat,başlıyor,açılış~toplantı/açıldı,açılıyor,hizmete~gir/tamamla,sona~er,bitti/iptal",
    "uk": "конкурс,прийом~заяв/схвал,затверд,ухвал/старт,розпоч,почин,запус/відкри/заверш,закінч/скасов",
}  # fmt: skip


def phases(text: str, language: str) -> frozenset[str]:
    """Return the phases whose words stand in `text`, a subset of PHASES; empty = unknown."""
    return frozenset(name for name, pattern in _patterns(language) if pattern.search(text))


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    row = _STEMS.get(language)
    if row is None:
        return ()
    return tuple((name, _pattern(stems)) for name, stems in zip(PHASES, row.split("/"), strict=True))


def _pattern(stems: str) -> re.Pattern[str]:
    words = "|".join(re.escape(stem).replace("\\~", r"\s").replace("~", r"\s") for stem in stems.split(","))
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)
