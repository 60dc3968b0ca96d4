// Cities to choose one's place from, the largest of each country first: name, country, degrees north and east, number of the zone.
// From GeoNames (https://www.geonames.org), CC BY 4.0, as services/professionals/data/cities.txt.

const ZONES = 'Europe/Madrid Atlantic/Canary America/Mexico_City America/Tijuana America/Ciudad_Juarez America/Merida America/Monterrey America/Chihuahua America/Hermosillo America/Mazatlan America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Argentina/Tucuman America/Argentina/Salta America/Argentina/Jujuy America/Bogota America/Santiago America/Lima America/New_York America/Los_Angeles America/Chicago America/Phoenix America/Indiana/Indianapolis America/Denver America/Detroit Europe/London Europe/Paris Europe/Berlin Europe/Rome Europe/Lisbon America/Sao_Paulo America/Bahia America/Fortaleza America/Manaus America/Recife America/Montevideo America/Asuncion America/La_Paz America/Guayaquil America/Caracas America/Costa_Rica America/Panama America/Santo_Domingo America/Guatemala America/Tegucigalpa America/El_Salvador America/Managua America/Havana America/Puerto_Rico America/Toronto America/Edmonton America/Winnipeg America/Vancouver Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Perth Australia/Adelaide Pacific/Auckland Europe/Dublin Asia/Tokyo Asia/Seoul Asia/Shanghai Asia/Kolkata Asia/Jakarta Asia/Manila Europe/Amsterdam Europe/Brussels Europe/Zurich Europe/Vienna Europe/Warsaw Europe/Prague Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Helsinki Europe/Athens Europe/Istanbul Africa/Casablanca Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi Africa/Accra Africa/Dakar Pacific/Fiji Pacific/Apia Atlantic/Reykjavik Asia/Dubai Asia/Jerusalem Asia/Singapore Asia/Bangkok Asia/Ho_Chi_Minh Asia/Kuala_Lumpur Asia/Taipei Europe/Budapest Europe/Bucharest Europe/Zagreb Europe/Andorra Europe/Gibraltar Pacific/Tongatapu Pacific/Tarawa Europe/Moscow Europe/Kyiv Asia/Almaty Asia/Karachi Asia/Dhaka America/Nuuk Europe/Tallinn Europe/Riga Europe/Vilnius Europe/Ljubljana Europe/Belgrade Europe/Sofia Africa/Tunis Africa/Algiers Africa/Addis_Ababa Africa/Dar_es_Salaam Africa/Luanda'.split(' ');

const DATA = `
Madrid|ES|40.416|-3.703|0
Barcelona|ES|41.389|2.159|0
Valencia|ES|39.474|-0.38|0
Sevilla|ES|37.383|-5.973|0
Zaragoza|ES|41.656|-0.877|0
Málaga|ES|36.72|-4.42|0
Murcia|ES|37.987|-1.13|0
Palma|ES|39.569|2.65|0
Las Palmas de Gran Canaria|ES|28.1|-15.413|1
Bilbao|ES|43.263|-2.925|0
Alicante|ES|38.345|-0.481|0
Córdoba|ES|37.892|-4.773|0
Valladolid|ES|41.655|-4.724|0
Vigo|ES|42.233|-8.723|0
Gijón|ES|43.536|-5.662|0
Eixample|ES|41.389|2.162|0
L'Hospitalet de Llobregat|ES|41.36|2.1|0
Latina|ES|40.389|-3.746|0
Carabanchel|ES|40.391|-3.724|0
Gasteiz / Vitoria|ES|42.85|-2.673|0
A Coruña|ES|43.371|-8.396|0
Puente de Vallecas|ES|40.394|-3.662|0
Sant Martí|ES|41.418|2.199|0
Granada|ES|37.188|-3.607|0
Elche|ES|38.262|-0.701|0
Ciudad Lineal|ES|40.445|-3.651|0
Fuencarral-El Pardo|ES|40.498|-3.731|0
Oviedo|ES|43.36|-5.845|0
Badalona|ES|41.45|2.247|0
Terrassa|ES|41.567|2.017|0
Cartagena|ES|37.602|-0.984|0
Pamplona|ES|42.817|-1.643|0
Jerez de la Frontera|ES|36.687|-6.136|0
Sabadell|ES|41.543|2.109|0
Móstoles|ES|40.322|-3.865|0
Santa Cruz de Tenerife|ES|28.468|-16.255|1
Alcalá de Henares|ES|40.482|-3.36|0
Fuenlabrada|ES|40.284|-3.794|0
Almería|ES|36.838|-2.46|0
Leganés|ES|40.327|-3.764|0
Mexico City|MX|19.428|-99.128|2
Tijuana|MX|32.503|-117.004|3
Iztapalapa|MX|19.355|-99.062|2
León de los Aldama|MX|21.129|-101.674|2
Puebla|MX|19.038|-98.204|2
Ecatepec de Morelos|MX|19.605|-99.061|2
Santiago de Querétaro|MX|20.588|-100.388|2
Ciudad Juárez|MX|31.72|-106.461|4
Zapopan|MX|20.724|-103.385|2
Guadalajara|MX|20.667|-103.392|2
Mérida|MX|20.975|-89.617|5
Gustavo Adolfo Madero|MX|19.494|-99.111|2
Monterrey|MX|25.675|-100.319|6
Ciudad Nezahualcoyotl|MX|19.401|-99.015|2
Mexicali|MX|32.628|-115.454|3
Chihuahua|MX|28.635|-106.089|7
Hermosillo|MX|29.103|-110.977|8
Culiacán|MX|24.79|-107.388|9
Naucalpan de Juárez|MX|19.479|-99.24|2
Morelia|MX|19.701|-101.184|2
Torreón|MX|25.544|-103.419|6
Álvaro Obregón|MX|19.359|-99.203|2
Buenos Aires|AR|-34.613|-58.377|10
Córdoba|AR|-31.413|-64.181|11
Rosario|AR|-32.947|-60.639|11
Mar del Plata|AR|-38.0|-57.556|10
San Miguel de Tucumán|AR|-26.824|-65.223|12
Salta|AR|-24.786|-65.412|13
Santa Fe|AR|-31.649|-60.709|11
Corrientes|AR|-27.468|-58.834|11
Posadas|AR|-27.367|-55.896|11
Bahía Blanca|AR|-38.72|-62.272|10
Resistencia|AR|-27.461|-58.984|11
Merlo|AR|-34.666|-58.729|10
Quilmes|AR|-34.729|-58.264|10
San Salvador de Jujuy|AR|-24.195|-65.297|14
Bogotá|CO|4.61|-74.082|15
Cali|CO|3.437|-76.522|15
Medellín|CO|6.252|-75.564|15
Barranquilla|CO|10.969|-74.781|15
Cartagena|CO|10.4|-75.514|15
Cúcuta|CO|7.894|-72.508|15
Bucaramanga|CO|7.125|-73.12|15
Ibagué|CO|4.439|-75.232|15
Santa Marta|CO|11.241|-74.199|15
Montería|CO|8.748|-75.881|15
Valledupar|CO|10.463|-73.253|15
Pereira|CO|4.813|-75.696|15
Santiago|CL|-33.457|-70.648|16
Puente Alto|CL|-33.612|-70.576|16
Antofagasta|CL|-23.652|-70.395|16
Viña del Mar|CL|-33.025|-71.552|16
Valparaíso|CL|-33.036|-71.63|16
Talcahuano|CL|-36.725|-73.117|16
San Bernardo|CL|-33.592|-70.7|16
Puerto Montt|CL|-41.469|-72.942|16
Lima|PE|-12.043|-77.028|17
Callao|PE|-12.057|-77.118|17
Arequipa|PE|-16.399|-71.535|17
Trujillo|PE|-8.116|-79.03|17
Chiclayo|PE|-6.771|-79.841|17
Piura|PE|-5.194|-80.633|17
Huancayo|PE|-12.065|-75.205|17
Cusco|PE|-13.523|-71.967|17
New York City|US|40.714|-74.006|18
Los Angeles|US|34.052|-118.244|19
Brooklyn|US|40.65|-73.95|18
Chicago|US|41.85|-87.65|20
Houston|US|29.763|-95.363|20
Queens|US|40.681|-73.837|18
Phoenix|US|33.448|-112.074|21
Philadelphia|US|39.952|-75.164|18
Manhattan|US|40.783|-73.966|18
San Antonio|US|29.424|-98.494|20
San Diego|US|32.716|-117.165|19
The Bronx|US|40.85|-73.866|18
Dallas|US|32.783|-96.807|20
San Jose|US|37.339|-121.895|19
Jacksonville|US|30.332|-81.656|18
Austin|US|30.267|-97.743|20
Fort Worth|US|32.725|-97.321|20
Columbus|US|39.961|-82.999|18
Indianapolis|US|39.768|-86.158|22
Charlotte|US|35.227|-80.843|18
San Francisco|US|37.775|-122.419|19
Seattle|US|47.606|-122.332|19
Denver|US|39.739|-104.985|23
Washington|US|38.895|-77.036|18
Nashville|US|36.166|-86.784|20
El Paso|US|31.759|-106.487|23
Oklahoma City|US|35.468|-97.516|20
Detroit|US|42.331|-83.046|24
Boston|US|42.358|-71.06|18
Portland|US|45.523|-122.676|19
London|GB|51.508|-0.126|25
Birmingham|GB|52.481|-1.9|25
Liverpool|GB|53.411|-2.978|25
Glasgow|GB|55.865|-4.258|25
Sheffield|GB|53.383|-1.466|25
Leeds|GB|53.797|-1.548|25
Edinburgh|GB|55.952|-3.196|25
Bristol|GB|51.455|-2.597|25
Cardiff|GB|51.48|-3.18|25
Manchester|GB|53.481|-2.237|25
Leicester|GB|52.639|-1.132|25
Bradford|GB|53.794|-1.752|25
Belfast|GB|54.597|-5.925|25
Coventry|GB|52.407|-1.512|25
Paris|FR|48.853|2.349|26
Marseille|FR|43.297|5.381|26
Lyon|FR|45.748|4.847|26
Toulouse|FR|43.604|1.444|26
Nice|FR|43.703|7.266|26
Nantes|FR|47.217|-1.553|26
Strasbourg|FR|48.584|7.745|26
Bordeaux|FR|44.84|-0.581|26
Montpellier|FR|43.611|3.876|26
Rouen|FR|49.443|1.099|26
Berlin|DE|52.524|13.411|27
Hamburg|DE|53.551|9.993|27
Munich|DE|48.137|11.575|27
Köln|DE|50.933|6.95|27
Frankfurt am Main|DE|50.115|8.684|27
Stuttgart|DE|48.782|9.177|27
Düsseldorf|DE|51.222|6.776|27
Kleinzschocher|DE|51.316|12.32|27
Großzschocher|DE|51.301|12.323|27
Essen|DE|51.457|7.012|27
Rome|IT|41.892|12.511|28
Milan|IT|45.464|9.19|28
Naples|IT|40.852|14.268|28
Turin|IT|45.071|7.687|28
Palermo|IT|38.117|13.364|28
Genoa|IT|44.405|8.944|28
Bologna|IT|44.494|11.339|28
Florence|IT|43.779|11.246|28
Bari|IT|41.121|16.87|28
Catania|IT|37.492|15.07|28
Lisbon|PT|38.717|-9.133|29
Porto|PT|41.15|-8.611|29
Amadora|PT|38.754|-9.231|29
Braga|PT|41.55|-8.42|29
Setúbal|PT|38.524|-8.888|29
São Paulo|BR|-23.547|-46.636|30
Rio de Janeiro|BR|-22.906|-43.182|30
Belo Horizonte|BR|-19.921|-43.938|30
Salvador|BR|-12.976|-38.491|31
Fortaleza|BR|-3.717|-38.543|32
Manaus|BR|-3.102|-60.025|33
Brasília|BR|-15.78|-47.93|30
Curitiba|BR|-25.428|-49.273|30
Recife|BR|-8.054|-34.881|34
Goiânia|BR|-16.679|-49.254|30
Montevideo|UY|-34.903|-56.188|35
Salto|UY|-31.383|-57.967|35
Asunción|PY|-25.287|-57.647|36
Ciudad del Este|PY|-25.51|-54.611|36
La Paz|BO|-16.5|-68.15|37
Santa Cruz de la Sierra|BO|-17.786|-63.181|37
Cochabamba|BO|-17.39|-66.157|37
Quito|EC|-0.23|-78.525|38
Guayaquil|EC|-2.196|-79.886|38
Cuenca|EC|-2.901|-79.004|38
Santo Domingo de los Colorados|EC|-0.253|-79.175|38
Caracas|VE|10.488|-66.879|39
Maracaibo|VE|10.667|-71.612|39
Maracay|VE|10.235|-67.591|39
Valencia|VE|10.162|-68.008|39
Barquisimeto|VE|10.065|-69.357|39
San José|CR|9.933|-84.083|40
Limón|CR|9.991|-83.036|40
Panamá|PA|8.994|-79.52|41
San Miguelito|PA|9.05|-79.471|41
Santo Domingo|DO|18.472|-69.892|42
Santiago de los Caballeros|DO|19.452|-70.697|42
Guatemala City|GT|14.641|-90.513|43
Villa Nueva|GT|14.525|-90.585|43
Tegucigalpa|HN|14.082|-87.207|44
San Pedro Sula|HN|15.504|-88.025|44
San Salvador|SV|13.689|-89.187|45
Soyapango|SV|13.71|-89.14|45
Managua|NI|12.133|-86.25|46
León|NI|12.438|-86.878|46
Havana|CU|23.133|-82.383|47
Santiago de Cuba|CU|20.021|-75.827|47
San Juan|PR|18.466|-66.106|48
Toronto|CA|43.7|-79.416|49
Montréal|CA|45.509|-73.588|49
Calgary|CA|51.05|-114.085|50
Edmonton|CA|53.55|-113.469|50
Ottawa|CA|45.411|-75.698|49
Winnipeg|CA|49.884|-97.147|51
Mississauga|CA|43.579|-79.658|49
Vancouver|CA|49.25|-123.119|52
Sydney|AU|-33.868|151.207|53
Melbourne|AU|-37.814|144.963|54
Brisbane|AU|-27.468|153.028|55
Perth|AU|-31.952|115.861|56
Adelaide|AU|-34.929|138.599|57
Gold Coast|AU|-28.0|153.431|55
Canberra|AU|-35.283|149.128|53
Auckland|NZ|-36.849|174.763|58
Wellington|NZ|-41.287|174.776|58
Christchurch|NZ|-43.533|172.633|58
Manukau City|NZ|-36.993|174.88|58
Dublin|IE|53.333|-6.249|59
South Dublin|IE|53.29|-6.341|59
Cork|IE|51.898|-8.471|59
Tokyo|JP|35.69|139.692|60
Yokohama|JP|35.433|139.65|60
Osaka|JP|34.694|135.502|60
Nagoya|JP|35.181|136.906|60
Sapporo|JP|43.067|141.35|60
Fukuoka|JP|33.6|130.417|60
Kawasaki|JP|35.521|139.717|60
Kobe|JP|34.691|135.183|60
Seoul|KR|37.566|126.978|61
Busan|KR|35.102|129.03|61
Incheon|KR|37.456|126.705|61
Shanghai|CN|31.222|121.458|62
Beijing|CN|39.907|116.397|62
Shenzhen|CN|22.546|114.068|62
Guangzhou|CN|23.117|113.25|62
Chengdu|CN|30.667|104.067|62
Mumbai|IN|19.073|72.883|63
Delhi|IN|28.652|77.231|63
Bengaluru|IN|12.972|77.594|63
Hyderābād|IN|17.384|78.456|63
Ahmedabad|IN|23.026|72.587|63
Chennai|IN|13.088|80.278|63
Jakarta|ID|-6.215|106.845|64
Surabaya|ID|-7.249|112.751|64
Quezon City|PH|14.649|121.051|65
Davao|PH|7.073|125.613|65
Amsterdam|NL|52.374|4.89|66
Rotterdam|NL|51.922|4.479|66
The Hague|NL|52.077|4.299|66
Brussels|BE|50.85|4.349|67
Antwerpen|BE|51.221|4.4|67
Zürich|CH|47.367|8.55|68
Genève|CH|46.202|6.146|68
Basel|CH|47.558|7.573|68
Vienna|AT|48.209|16.372|69
Graz|AT|47.067|15.45|69
Warsaw|PL|52.23|21.012|70
Łódź|PL|51.771|19.474|70
Kraków|PL|50.061|19.937|70
Wrocław|PL|51.1|17.033|70
Prague|CZ|50.088|14.421|71
Brno|CZ|49.195|16.608|71
Stockholm|SE|59.329|18.069|72
Göteborg|SE|57.707|11.967|72
Oslo|NO|59.913|10.746|73
Bergen|NO|60.393|5.324|73
Copenhagen|DK|55.676|12.566|74
Helsinki|FI|60.169|24.935|75
Athens|GR|37.984|23.728|76
Thessaloníki|GR|40.644|22.931|76
Istanbul|TR|41.014|28.95|77
Ankara|TR|39.92|32.854|77
Bursa|TR|40.196|29.06|77
Casablanca|MA|33.588|-7.611|78
Rabat|MA|34.013|-6.833|78
Fès|MA|34.033|-5.0|78
Cairo|EG|30.063|31.25|79
Alexandria|EG|31.202|29.916|79
Johannesburg|ZA|-26.202|28.044|80
Cape Town|ZA|-33.926|18.423|80
Durban|ZA|-29.858|31.029|80
Lagos|NG|6.454|3.395|81
Kano|NG|12.0|8.517|81
Nairobi|KE|-1.283|36.817|82
Accra|GH|5.556|-0.197|83
Dakar|SN|14.694|-17.444|84
Nasinu|FJ|-18.07|178.513|85
Apia|WS|-13.833|-171.767|86
Reykjavík|IS|64.135|-21.895|87
Dubai|AE|25.077|55.309|88
Jerusalem|IL|31.769|35.216|89
Singapore|SG|1.29|103.85|90
Bangkok|TH|13.754|100.501|91
Ho Chi Minh City|VN|10.823|106.63|92
Hanoi|VN|21.024|105.841|91
Kuala Lumpur|MY|3.141|101.686|93
Taipei|TW|25.048|121.532|94
Budapest|HU|47.498|19.04|95
Bucharest|RO|44.432|26.106|96
Zagreb|HR|45.814|15.978|97
Andorra la Vella|AD|42.508|1.521|98
Gibraltar|GI|36.145|-5.353|99
Nuku‘alofa|TO|-21.137|-175.201|100
Tarawa|KI|1.328|172.977|101
Moscow|RU|55.752|37.616|102
Saint Petersburg|RU|59.939|30.314|102
Kyiv|UA|50.455|30.524|103
Kharkiv|UA|49.981|36.253|103
Almaty|KZ|43.25|76.917|104
Karachi|PK|24.861|67.01|105
Lahore|PK|31.558|74.351|105
Dhaka|BD|23.71|90.407|106
Nuuk|GL|64.183|-51.722|107
Tallinn|EE|59.437|24.753|108
Riga|LV|56.946|24.106|109
Vilnius|LT|54.689|25.28|110
Ljubljana|SI|46.051|14.505|111
Belgrade|RS|44.804|20.465|112
Sofia|BG|42.697|23.324|113
Tunis|TN|36.819|10.166|114
Algiers|DZ|36.732|3.087|115
Addis Ababa|ET|9.025|38.747|116
Dar es Salaam|TZ|-6.824|39.27|117
Luanda|AO|-8.837|13.234|118`;

export interface City {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  latitude: number;
  longitude: number;
  timeZone: string;
}

export const CITIES: readonly City[] = DATA.trim()
  .split('\n')
  .map((line) => line.split('|'))
  .map(([name, country, latitude, longitude, zone]) => ({ name, country, latitude: Number(latitude), longitude: Number(longitude), timeZone: ZONES[Number(zone)] }));

/** The city of what somebody typed or chose, accents and capitals forgiven. */
export function cityOf(text: string): City | null {
  const wanted = plain(text);
  return CITIES.find((city) => plain(city.name) === wanted) ?? null;
}

function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
