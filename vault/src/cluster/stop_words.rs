//! The small words of each language: they tell a note's language and nothing of its topic.
//!
//! Folded, as every word is before it is looked up. Lists are short on purpose: a word that means
//! something to somebody stays, and what every note holds weighs little anyway.

/// The languages with a list, each with its words.
pub(super) const LISTS: [(super::language::Language, &str); 19] = {
    use super::language::Language as L;
    [
        (L::English, ENGLISH),
        (L::German, GERMAN),
        (L::French, FRENCH),
        (L::Spanish, SPANISH),
        (L::Italian, ITALIAN),
        (L::Portuguese, PORTUGUESE),
        (L::Dutch, DUTCH),
        (L::Swedish, SWEDISH),
        (L::Danish, DANISH),
        (L::Norwegian, NORWEGIAN),
        (L::Finnish, FINNISH),
        (L::Hungarian, HUNGARIAN),
        (L::Romanian, ROMANIAN),
        (L::Turkish, TURKISH),
        (L::Russian, RUSSIAN),
        (L::Greek, GREEK),
        (L::Polish, POLISH),
        (L::Czech, CZECH),
        (L::Ukrainian, UKRAINIAN),
    ]
};

const ENGLISH: &str = "a about after again all almost already also always am an and another any \
    anybody anyone anything are as at back be because become becomes been before being between \
    both but by came can come comes could did do does doing don each else enough even ever every \
    everybody everyone everything few fifth first five for four fourth from further gave get \
    give given gives go goes gone got had has have having he hence her here hers him his how \
    however i if in instead into is isn it its itself just last least less let like ll made make \
    makes many may maybe me might more most much must my never next no nobody none nor not \
    nothing now of off often on once one only or other others our out over own per perhaps put \
    quite rather re said same say says second seem seems several she should so some somebody \
    someone something sometimes still such take taken takes than that the their them then there \
    these they third this those three through thus to today too took toward towards two under \
    until up upon us use used using ve very via was we well went were what whatever when where \
    whether which while who whom whose why will with within without would yet you your";
const GERMAN: &str = "ab aber alle allem allen aller alles als also am an andere anderen auch auf \
    aus bei beim bin bis bist da dabei dadurch dafur damit dann das dass dein dem den denn der des \
    deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen \
    einer eines er es etwas euch fur gegen hat hatte hatten hier ich ihm ihn ihr ihre ihren im in \
    ins ist ja jede jeder jedes jetzt kann kein keine konnen man mehr mein mit muss nach nicht \
    noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so sollte sondern uber um \
    und uns unter viel vom von vor war waren warum was weil weiter wenn wer werden wie wieder wir \
    wird wo wurde wurden zu zum zur zwischen";
const FRENCH: &str = "afin ainsi alors apres au aucun aussi autre autres aux avant avec avoir c car \
    ce cela ces cet cette ceux chaque chez comme comment contre d dans de depuis des deux donc dont \
    du elle elles en encore entre est et etait etaient ete etre eux fait fois font il ils j je l la \
    le les leur leurs lors lorsque lui m ma mais me meme mes moins mon n ne nos notre nous on ont \
    ou par parce pas peu peut plus pour pourquoi qu quand que quel quelle qui quoi s sa sans se ses \
    si son sont sous sur t ta tandis te tes toi ton tous tout toute toutes tres tu un une vers vos \
    votre vous y";
const SPANISH: &str = "a al algo algunos ante antes aqui asi aun aunque cada como con contra cual \
    cuando de del desde donde dos durante e el ella ellas ellos en entre era eran es esa ese eso \
    esta estaba estan estas este esto estos fue fueron ha habia hacia han hasta hay la las le les \
    lo los mas me mi mientras muy nada ni no nos nosotros o os otra otro otros para pero poco por \
    porque pues que quien se sea segun ser si sido sin sobre son su sus tambien tan tanto te tiene \
    tienen todo todos tu tus un una unas uno unos y ya yo";
const ITALIAN: &str = "a ad ai al alla alle allo anche ancora avere aveva c che chi ci cio come con \
    contro cosa cosi cui da dagli dai dal dalla dalle degli dei del della delle dello di dopo dove \
    due e ed era erano essere fa fra gia gli ha hanno ho i il in io l la le lei li lo loro lui ma \
    me mentre mi mio molto ne nei nel nella nelle no noi non nostro o ogni per perche piu poi prima \
    puo quale quando quella quelle quello questa queste questi questo qui se sei senza si sia sono \
    sta su sua sue sugli sui sul sulla suo suoi tra tu tutti tutto un una uno vi voi";
const PORTUGUESE: &str = "a ao aos apenas aquela aquele as ate cada com como da das de dela dele \
    depois do dos e ela elas ele eles em entre era eram essa esse esta estao estar estava este eu \
    foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito muitos na nao nas nem no nos \
    nossa nosso num numa o os ou para pela pelas pelo pelos pode por porque qual quando que quem \
    sao se seja sem ser seu seus so sobre sua suas tambem tem tinha todos tudo um uma umas uns voce";
const DUTCH: &str = "aan al alle als altijd ben bij dan dat de deze die dit doen door dus een en er \
    ge geen haar had heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kunnen maar me \
    meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over te tegen \
    toch toen tot u uit uw van veel voor want waren was wat we wel werd wie wij wil worden wordt \
    zal ze zelf zich zij zijn zo zonder zou";
const SWEDISH: &str = "alla allt att av blev bli blir da de dem den denna deras dess det detta dig \
    din du efter eller en er ett finns for fran ha hade han hans har henne hon hur i icke inte ja \
    jag kan man med mellan men mig min mot mycket nar ni nu och om oss pa sa samma sedan sig sin \
    sina ska skulle som sitt till under upp ut utan vad var vara vi vid vilken aven ar over";
const DANISH: &str = "af alle alt at blev blive bliver da de dem den denne der deres det dette dig \
    din disse dog du efter eller en end er et for fra ham han hans har havde hende her hun hvad \
    hvis hvor i ikke ind jeg jer kan kunne man mange med meget men mig min mod mens nar noget nogle \
    nu og ogsa om op os over pa sadan selv sig sin skal skulle som til ud under var ved vi vil \
    ville vor at vaere vaeret";
const NORWEGIAN: &str = "alle at av ble bli blir bare begge da de deg dem den denne der dere det \
    dette din disse du eller en enn er et etter for fordi fra han hans har hadde henne her hun hva \
    hvem hvis hvor hvordan i ikke ingen inn jeg kan kunne man mange med meg mellom men mer min mot \
    mye na nar noe noen og ogsa om opp oss over pa sa samme seg selv sin sitt skal skulle slik som \
    til ut uten var vare ved vi vil ville vaert";
const FINNISH: &str = "ei eivat emme en ennen etta han hanen he heidan ja jo joka jos jotka jotta \
    kaikki kanssa kuin kuitenkin kun me mika mikali mina minun mukaan mutta myos ne nama niin niiden \
    nyt oli olivat olla olen on ovat se sen seka sen siina sina sita tai tama taman tassa tata te \
    vaan vain vaikka viela voi voidaan";
const HUNGARIAN: &str = "a abban ahhoz ahogy ahol aki akkor alatt amely amelyek ami amit annak arra \
    az azert azok azon azonban azt be csak de e egy egyes egyik el en es ez ezek ezen ezert ezt fel \
    ha hanem hogy hogyan igen is itt jo kell ki kivul le legyen lehet ma maga mar meg meg mely mert \
    mi mig mind minden mint mintha most nagyon ne nem nincs o ok olyan ott szerint ugy utan vagy \
    van vannak volt voltak";
const ROMANIAN: &str = "a acea aceasta acest aceste acestea acestei acestor acestui ai al ale am ar \
    are as asta atunci au avea ca cand care catre ce cel cele cei cu cum da daca dar de deci decat \
    din dintre doar dupa ea ei el ele era este eu exista fara fi fie fost iar in inca insa la le li \
    lor lui mai mult ne nici noi nu o or pe pentru poate prin sa sale sau se si sunt tot toate un \
    una unei unor unui va voi vor";
const TURKISH: &str = "acaba ama ancak aslinda bana bazi belki ben beni benim bir biri birkac biz \
    bize bizim bu buna bunda bundan bunlar bunu bunun cok cunku da daha de defa diye eger en gibi \
    hangi hem hep hepsi her hic icin ile ise iste kadar ki kim mi mu mu nasil ne neden nerede o \
    olan olarak oldu oldugu olur on ona ondan onlar onu onun oysa sanki sen siz sonra su \
    tum ve veya ya yani yok zaten";
const RUSSIAN: &str = "а без более бы был была были было быть в вам вас весь во вот все всего всех \
    вы где да даже для до его ее если есть еще же за здесь и из или им их к как какая ко когда кто \
    ли лишь между меня мне может можно мы на над надо нас не него нее нет ни них но ну о об однако \
    он она они оно от очень по под после потому почти при про раз с сам свою себе себя со так такой \
    там тебя тем теперь то тогда того тоже только том тот ты у уже хотя чего чем что чтобы эта эти \
    этих это этого этой этом этот я";
const GREEK: &str = "αλλα αν απο αρα αυτα αυτη αυτην αυτο αυτοσ γι για γιατι δεν εαν ειναι εισαι \
    ειχε εκει ενα ενασ ενω επι εχει εχουν η ηταν θα ισωσ και κατα κι μα με μετα μη μια μονο να ο \
    οι ομωσ οποιο οποια οποιοσ οπωσ οταν οτι οσο ουτε παρα πιο που προσ πωσ σαν σε στα στη στην \
    στισ στο στον στουσ τα τη την τησ τι τισ το τον του τουσ των ωσ";
const POLISH: &str = "aby ale bardzo bez bo byc byl byla bylo byly bylo ci co czy dla dlaczego do \
    dzis gdy gdzie go i ich ile im inne ja jak jako je jego jej jest jesli jeszcze juz kazdy kiedy \
    kilka kto ktora ktore ktorego ktory ktorych ktorzy lub ma mnie moze mu na nad nam nas nawet nia \
    nic nich nie niej nim niz no o od on ona one oni oraz pan po pod poniewaz przed przez przy sa \
    siebie sie skad sobie ta tak takze tam te tego tej ten to tu tutaj tych tylko tym u w we wiec \
    wszystko wy z za zawsze ze zeby";
const CZECH: &str = "a aby ale ani ano asi az bez bude budou by byl byla byli bylo byt ci co coz da \
    dalsi do ho i ja jak jako je jeho jej jeji jen jenz jeste ji jine jiz jsem jsi jsme jsou jste k \
    kam kde kdo kdyz ke ktera ktere kteri ktery ma mezi mit mne muze my na nad nam nas ne nebo nebot \
    neni nez nic o od on ona oni pak po pod podle pokud pouze prave pred pres pri pro proc proto \
    protoze s se si sve svych ta tak take tam tato te tedy tento ti tim to toho tom tomto tu ty tyto \
    u uz v vam vas ve vice vsak z za ze";
const UKRAINIAN: &str = "а або але без би був була були було бути в вам вас весь вже ви від він во \
    вона вони воно все всі де для до же з за і із інших його іі й іх йому як яка який які коли крім \
    ли лише між може ми мене мені на над нам нас не нема ні них ну о об один однак от по під після \
    про р с свою себе си собі та так така також там те ти то тоді того тому тут у хоча це цей цього \
    ці чи через що щоб я є";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn every_word_of_a_list_is_folded() {
        for (language, list) in LISTS {
            for word in list.split_whitespace() {
                assert!(word == fold(word), "{language:?}: {word}");
            }
        }
    }
}
