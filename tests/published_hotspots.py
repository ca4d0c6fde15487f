"""Example data of local statistics, and what GeoDa and R's spdep make of them.

GeoDa: Guerry's departments of 1830, without Corsica, in order of number. People per crime against property:
A.-M. Guerry, Essai sur la statistique morale de la France (1833), as in the table Guerry of R's package
HistData, column Crime_prop. Neighbours, counted from 1: data/Guerry.gal of the repository
GeoDaCenter/pygeoda, queen contiguity. Results: that repository's own tests of local_moran and local_gstar
(999 permutations), of the first three departments, which is all that is published there.

spdep: conflict in 42 African countries, 1966-78 (Anselin and O'Loughlin 1992), the example of Anselin's paper
of 1995. What is needed stands in spdep's reference page `localmoran` (r-spatial.github.io/spdep, as printed
for version 0.8.2 and later): the 42 values; local Moran's I; its expectation for each country, which tells
whose value is which (it is - z^2 / 41); and G*. Borders are those on the map, with the five links that
spData's page `afcon` says the paper put in: Mauritania with Morocco, South Africa with Angola and with
Zambia, Tanzania with Zaire, Botswana with Zambia. Each country then has as many neighbours as its variance on
spdep's page implies.
"""

import numpy as np

GUERRY = np.fromstring(
    """
15890 5521 7925 7289 8174 10263 8847 9597 4086 10431 6731 5291 4500 11645 13018 5357 10503 12949 9159 7050
20235 10237 5914 7759 4774 4016 6842 7990 7204 10486 7423 10954 6524 7624 6909 8326 8059 6170 6017 12665
18043 9392 5042 9049 8943 5990 8520 7424 4950 9539 9198 6831 9190 7940 4529 8236 6175 6659 8248 4040 12141
8533 9797 7632 4920 4915 4504 7770 10708 8294 1368 2906 5786 3879 6863 7144 6241 8680 9572 5731 7566 4710
6402 9044 6516
""",
    sep=" ",
)
GUERRY_NEIGHBOURS = """
36 37 67 69 / 7 49 57 58 73 76 / 17 21 40 56 61 69 / 5 24 79 80 / 4 24 36 / 24 28 36 40 41 46 80 / 2 49 53 /
10 29 64 / 19 49 50 73 85 / 8 29 32 64 77 / 14 28 32 44 46 77 78 / 28 79 80 / 25 48 59 / 11 18 41 44 46 61 /
16 22 75 82 83 / 15 22 31 75 81 / 3 21 34 39 43 56 / 14 21 22 44 61 83 / 9 37 50 56 68 69 85 / 27 33 54 / 3
17 18 34 61 83 / 15 16 18 31 44 45 83 / 37 68 / 4 5 6 36 80 / 13 26 58 59 72 74 / 25 39 43 59 70 74 / 54 20
/ 6 11 12 32 46 80 / 8 10 30 63 77 78 / 29 38 45 62 63 78 / 16 22 38 45 / 10 11 28 77 / 20 42 47 48 51 54 /
17 21 35 39 82 83 / 34 39 47 70 82 / 1 5 6 24 40 67 / 1 19 23 68 69 / 30 31 45 62 / 17 26 34 35 43 70 / 3 6
36 41 61 67 69 / 6 14 40 46 61 / 33 47 54 81 / 17 26 39 56 73 74 85 / 11 14 18 22 45 78 / 22 30 31 38 44 78
/ 6 11 14 28 41 / 33 35 42 51 70 75 81 82 / 13 33 59 51 / 2 7 9 50 53 73 / 9 19 49 53 68 84 / 33 47 48 59 70
/ 53 55 65 84 / 7 49 50 84 52 / 20 27 33 42 / 52 65 / 3 17 19 43 69 85 / 2 60 76 / 2 25 72 73 74 76 / 13 25
26 48 51 70 / 57 76 / 3 14 18 21 40 41 / 38 30 63 / 29 30 62 / 8 10 / 52 55 66 84 / 65 84 / 1 36 40 69 / 19
23 37 50 84 / 1 3 19 37 40 56 67 / 26 35 39 47 51 59 / 73 74 / 76 25 58 / 2 9 43 49 58 71 74 85 / 58 25 43
26 73 71 / 15 16 47 81 82 / 2 57 58 60 72 / 10 11 29 32 78 / 11 29 30 44 45 77 / 4 12 80 / 4 6 12 24 28 79 /
16 42 47 75 / 15 34 35 47 75 83 / 15 18 21 22 34 82 / 50 52 53 65 66 68 / 9 19 43 56 73
"""

GEODA_MORAN = (0.015431978309803657, 0.3270633223656033, 0.021295296214118884)
GEODA_G_STAR = (0.014177043620524426, 0.0096136007223101994, 0.017574324039034434)
"""As a share of the sum over all departments, not as a standard deviate."""
GEODA_P = (0.414, 0.123, 0.001)
"""The smaller tail of 999 permutations, the same for both statistics."""

AFRICA = """
The Gambia | 241 | 0.3752254 | -0.984
Mali | 299 | 0.4636340 | -1.699
Senegal | 933 | 0.2567014 | -1.463
Benin | 998 | 0.1941194 | -1.301
Mauritania | 811 | 0.0970535 | -0.605
Niger | 358 | 0.2307143 | -1.049
Ivory Coast | 758 | 0.2900359 | -1.417
Guinea | 1015 | 0.1826275 | -1.449
Burkina Faso | 347 | 0.5082778 | -1.751
Liberia | 980 | 0.1856475 | -1.041
Sierra Leone | 423 | 0.2652337 | -0.870
Ghana | 1090 | 0.1476406 | -1.103
Togo | 848 | 0.2193448 | -0.991
Cameroon | 604 | 0.2592454 | -1.133
Nigeria | 1130 | 0.1137709 | -1.173
Gabon | 824 | 0.2036649 | -0.789
Central African Republic | 618 | -0.4420567 | 1.173
Chad | 895 | -0.1052846 | 0.463
Congo | 1142 | 0.0113803 | -0.203
Zaire | 3087 | 0.7097807 | 2.023
Angola | 1528 | 0.1179749 | 1.235
Uganda | 3134 | 1.9425080 | 3.336
Kenya | 2273 | 1.1969287 | 3.503
Tanzania | 2881 | 0.2718545 | 1.098
Burundi | 604 | -0.4842787 | 0.774
Rwanda | 487 | -0.7523578 | 1.457
Somalia | 2122 | 0.4527658 | 1.183
Ethiopia | 1878 | 0.7251240 | 2.627
Zambia | 1554 | 0.0421598 | 0.753
Zimbabwe | 795 | -0.0095068 | -0.200
Malawi | 629 | -0.2288840 | 0.212
Mozambique | 792 | 0.0167900 | -0.288
South Africa | 1875 | -0.1825396 | -0.868
Lesotho | 363 | -0.4193478 | -0.298
Botswana | 1266 | -0.0039316 | 0.041
Swaziland | 147 | 0.0166842 | -0.659
Morocco | 1861 | -0.0969607 | 0.022
Algeria | 1421 | -0.0100369 | -0.363
Tunisia | 1363 | 0.0053873 | 0.579
Libya | 2355 | 0.8038237 | 2.553
Sudan | 4751 | 2.9877738 | 4.039
Egypt | 5246 | 6.9467291 | 4.421
"""
"""Country, index of conflict, local Moran's I (variance over n), G* as a standard deviate."""

AFRICA_BORDERS = """
The Gambia: Senegal
Mali: Mauritania, Senegal, Guinea, Ivory Coast, Burkina Faso, Niger, Algeria
Senegal: Mauritania, Guinea
Benin: Togo, Burkina Faso, Niger, Nigeria
Mauritania: Algeria, Morocco
Niger: Algeria, Libya, Chad, Nigeria, Burkina Faso
Ivory Coast: Liberia, Guinea, Burkina Faso, Ghana
Guinea: Liberia, Sierra Leone
Burkina Faso: Togo, Ghana
Liberia: Sierra Leone
Ghana: Togo
Cameroon: Nigeria, Chad, Central African Republic, Congo, Gabon
Nigeria: Chad
Gabon: Congo
Central African Republic: Chad, Sudan, Zaire, Congo
Chad: Libya, Sudan
Congo: Zaire
Zaire: Sudan, Uganda, Rwanda, Burundi, Tanzania, Zambia, Angola
Angola: Zambia, South Africa
Uganda: Sudan, Kenya, Tanzania, Rwanda
Kenya: Somalia, Ethiopia, Sudan, Tanzania
Tanzania: Rwanda, Burundi, Zambia, Malawi, Mozambique
Burundi: Rwanda
Somalia: Ethiopia
Ethiopia: Sudan
Zambia: Malawi, Mozambique, Zimbabwe, Botswana, South Africa
Zimbabwe: Mozambique, South Africa, Botswana
Malawi: Mozambique
Mozambique: South Africa, Swaziland
South Africa: Botswana, Swaziland, Lesotho
Morocco: Algeria
Algeria: Libya, Tunisia
Tunisia: Libya
Libya: Sudan, Egypt
Sudan: Egypt
"""
"""Each border once."""

BENJAMINI_HOCHBERG = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
)
"""The p-values of the example in Benjamini and Hochberg (1995): the first four are significant at 0.05."""
