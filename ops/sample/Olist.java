import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a catalogue and wants of the public Olist tables (Brazilian marketplace, 2016 to 2018), for trying Byway on real data.
 *
 * <p>An offer is a product as one seller sold it: its last price, as many pieces as were sold, the seller's municipality. An
 * intent is an order: its categories, a budget from the goods alone to goods with freight, the customer's municipality, and a
 * radius that reaches the sellers who really served it. The same tables give the same bytes.
 */
public final class Olist {
    private static final String HELP = """
            Usage: ops/sample/olist --tables DIR --places DIR --out DIR [--offers N] [--intents N]

            Makes offers.csv and intents.csv, for `byway offer import` and `byway intent import`.

              --tables DIR   the Olist tables: category_translation.csv, customers.csv, order_items.csv,
                             orders.csv, products.csv, sellers.csv
              --places DIR   Brazilian municipalities with coordinates: municipios.csv, estados.csv
              --out DIR      where to write; made if it is missing; not inside the project
              --offers N     at most N offers (usually all)
              --intents N    at most N intents (usually all)

            The tables are under CC BY-NC-SA 4.0: for trying only, never to be shipped.
            """;

    private static final String OFFER_COLUMNS = "title,category,price,currency,text,lat,lon,stock,expires_days,seller";
    private static final String INTENT_COLUMNS =
            "title,category,budget_min,budget_max,currency,text,lat,lon,radius_km,expires_days";
    private static final int OFFER_DAYS = 60;
    private static final int INTENT_DAYS = 21;
    private static final int[] RADII_KM = {25, 50, 100, 250, 500, 1000, 2000, 5000};
    private static final double EARTH_KM = 6371.0088;

    private final Path tables;
    private final Map<String, Place> municipalities;
    private final Map<String, Product> products;
    private final Map<String, Place> sellers;
    private final List<Item> items;

    /** What was asked for. */
    private record Request(Path tables, Path places, Path out, int offers, int intents) {}

    private record Place(String lat, String lon) {
        double kmTo(Place other) {
            double a = Math.toRadians(Double.parseDouble(lat));
            double b = Math.toRadians(Double.parseDouble(other.lat));
            double h = square((b - a) / 2)
                    + Math.cos(a)
                            * Math.cos(b)
                            * square(Math.toRadians(Double.parseDouble(other.lon) - Double.parseDouble(lon)) / 2);
            return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h)));
        }

        private static double square(double half) {
            return Math.sin(half) * Math.sin(half);
        }
    }

    private record Product(String id, String category, String name, String size) {
        String title() {
            return name + (size.isEmpty() ? "" : ", " + size) + " (" + id.substring(0, 6) + ")";
        }
    }

    private record Item(
            String order, Product product, String seller, String shipped, BigDecimal price, BigDecimal freight) {}

    /** What can be told to a person, without a stack trace. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int exit;

        Refused(int exit, String message) {
            super(message);
            this.exit = exit;
        }
    }

    private Olist(Request request) throws Refused {
        tables = request.tables;
        municipalities = municipalities(request.places);
        products = products();
        sellers = placed("sellers.csv", "seller_id", "seller_city", "seller_state");
        items = items();
    }

    public static void main(String[] arguments) {
        try {
            if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
                System.out.print(HELP);
                return;
            }
            Request request = request(arguments);
            Olist olist = new Olist(request);
            Files.createDirectories(request.out);
            olist.write(request.out.resolve("offers.csv"), OFFER_COLUMNS, olist.offers(), request.offers);
            olist.write(request.out.resolve("intents.csv"), INTENT_COLUMNS, olist.intents(), request.intents);
        } catch (Refused e) {
            fail(e.exit, e.getMessage());
        } catch (IOException e) {
            fail(1, "cannot write: " + e.getMessage());
        }
    }

    private static void fail(int exit, String message) {
        System.err.println("olist: " + message);
        System.exit(exit);
    }

    private static Request request(String[] arguments) throws Refused {
        Map<String, String> given = new HashMap<>();
        Set<String> known = Set.of("--tables", "--places", "--out", "--offers", "--intents");
        for (int i = 0; i < arguments.length; i += 2) {
            if (!known.contains(arguments[i])) {
                throw new Refused(2, "unknown option " + arguments[i] + "; see --help");
            }
            if (i + 1 == arguments.length) {
                throw new Refused(2, arguments[i] + " needs a value; see --help");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        for (String option : List.of("--tables", "--places", "--out")) {
            if (!given.containsKey(option)) {
                throw new Refused(2, option + " is missing; see --help");
            }
        }
        Path out = Path.of(given.get("--out")).toAbsolutePath().normalize();
        String root = System.getProperty("byway.root");
        if (root != null && out.startsWith(Path.of(root))) {
            throw new Refused(2, "--out is inside the project, and these data must not enter it");
        }
        return new Request(
                Path.of(given.get("--tables")),
                Path.of(given.get("--places")),
                out,
                count(given.getOrDefault("--offers", "2147483647")),
                count(given.getOrDefault("--intents", "2147483647")));
    }

    private static int count(String value) throws Refused {
        try {
            int count = Integer.parseInt(value);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the negative ones.
        }
        throw new Refused(2, "\"" + value + "\" is no count");
    }

    private void write(Path file, String columns, List<List<String>> rows, int most) throws IOException {
        int written = Math.min(most, rows.size());
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            out.print(columns + "\n");
            for (List<String> row : rows.subList(0, written)) {
                out.print(String.join(",", row.stream().map(Olist::quoted).toList()) + "\n");
            }
            if (out.checkError()) {
                throw new IOException(file.toString());
            }
        }
        System.out.println(file + ": " + written + " rows");
    }

    private static String quoted(String field) {
        return field.matches("[^\",\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** A product of one seller each, in the order of sellers and products. */
    private List<List<String>> offers() {
        Map<String, List<Item>> sold = new TreeMap<>();
        for (Item item : items) {
            sold.computeIfAbsent(item.seller + " " + item.product.id, key -> new ArrayList<>())
                    .add(item);
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<Item> pieces : sold.values()) {
            Item last = pieces.stream()
                    .max(Comparator.comparing(Item::shipped).thenComparing(Item::order))
                    .orElseThrow();
            Place place = sellers.get(last.seller);
            rows.add(List.of(
                    last.product.title(),
                    last.product.category,
                    money(last.price),
                    "BRL",
                    "Freight about " + money(last.freight) + " BRL",
                    place == null ? "" : place.lat,
                    place == null ? "" : place.lon,
                    Integer.toString(pieces.size()),
                    Integer.toString(OFFER_DAYS),
                    last.seller));
        }
        return rows;
    }

    /** The orders that have items, in the order of their purchase. */
    private List<List<String>> intents() throws Refused {
        Map<String, Place> customers = placed("customers.csv", "customer_id", "customer_city", "customer_state");
        Map<String, List<Item>> ordered = new HashMap<>();
        for (Item item : items) {
            ordered.computeIfAbsent(item.order, order -> new ArrayList<>()).add(item);
        }
        Map<String, List<String>> rows = new TreeMap<>();
        for (Map<String, String> order :
                table(tables, "orders.csv", "order_id", "customer_id", "order_purchase_timestamp")) {
            List<Item> wanted = ordered.get(order.get("order_id"));
            if (wanted != null) {
                String key = order.get("order_purchase_timestamp") + " " + order.get("order_id");
                rows.put(key, intent(wanted, customers.get(order.get("customer_id"))));
            }
        }
        return List.copyOf(rows.values());
    }

    private List<String> intent(List<Item> wanted, Place place) {
        Map<String, Integer> names = new LinkedHashMap<>();
        BigDecimal goods = BigDecimal.ZERO;
        BigDecimal freight = BigDecimal.ZERO;
        for (Item item : wanted) {
            names.merge(item.product.name, 1, Integer::sum);
            goods = goods.add(item.price);
            freight = freight.add(item.freight);
        }
        String title = String.join(
                " and ",
                names.entrySet().stream()
                        .map(name -> name.getValue() == 1
                                ? name.getKey()
                                : name.getKey() + ", " + name.getValue() + " pieces")
                        .toList());
        String size = wanted.getFirst().product.size;
        return List.of(
                title,
                wanted.getFirst().product.category,
                money(goods),
                money(goods.add(freight)),
                "BRL",
                size.isEmpty() ? "" : "For example " + size,
                place == null ? "" : place.lat,
                place == null ? "" : place.lon,
                place == null ? "" : Integer.toString(radiusKm(wanted, place)),
                Integer.toString(INTENT_DAYS));
    }

    /** Reaches every seller of the order, in one of a few sizes; the cells that places become need some slack. */
    private int radiusKm(List<Item> wanted, Place from) {
        double farthest = wanted.stream()
                .map(item -> sellers.get(item.seller))
                .filter(place -> place != null)
                .mapToDouble(from::kmTo)
                .max()
                .orElse(0);
        for (int radius : RADII_KM) {
            if (farthest + 10 <= radius) {
                return radius;
            }
        }
        return RADII_KM[RADII_KM.length - 1];
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private Map<String, Product> products() throws Refused {
        Map<String, String> english = new HashMap<>();
        for (Map<String, String> row :
                table(tables, "category_translation.csv", "product_category_name", "product_category_name_english")) {
            english.put(row.get("product_category_name"), row.get("product_category_name_english"));
        }
        Map<String, Product> found = new HashMap<>();
        for (Map<String, String> row : table(tables, "products.csv", "product_id", "product_category_name")) {
            String category = row.get("product_category_name");
            String code = english.getOrDefault(category, category);
            found.put(
                    row.get("product_id"),
                    new Product(
                            row.get("product_id"),
                            code.isEmpty() ? "" : "olist:" + code,
                            code.isEmpty() ? "Sundries" : readable(code),
                            size(row)));
        }
        return found;
    }

    /** Of health_beauty makes Health beauty. */
    private static String readable(String code) {
        String words = code.replace('_', ' ').strip();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String size(Map<String, String> row) {
        String grams = row.getOrDefault("product_weight_g", "");
        String length = row.getOrDefault("product_length_cm", "");
        String height = row.getOrDefault("product_height_cm", "");
        String width = row.getOrDefault("product_width_cm", "");
        String weight = grams.isEmpty() || grams.equals("0") ? "" : grams + " g";
        String box = length.isEmpty() || height.isEmpty() || width.isEmpty()
                ? ""
                : length + " x " + width + " x " + height + " cm";
        return weight.isEmpty() || box.isEmpty() ? weight + box : weight + ", " + box;
    }

    private List<Item> items() throws Refused {
        List<Item> found = new ArrayList<>();
        for (Map<String, String> row : table(
                tables,
                "order_items.csv",
                "order_id",
                "product_id",
                "seller_id",
                "shipping_limit_date",
                "price",
                "freight_value")) {
            Product product = products.get(row.get("product_id"));
            if (product == null) {
                throw new Refused(
                        1, "order_items.csv names a product that products.csv lacks: " + row.get("product_id"));
            }
            try {
                found.add(new Item(
                        row.get("order_id"),
                        product,
                        row.get("seller_id"),
                        row.get("shipping_limit_date"),
                        new BigDecimal(row.get("price")),
                        new BigDecimal(row.get("freight_value"))));
            } catch (NumberFormatException e) {
                throw new Refused(1, "order_items.csv has a price that is no number in order " + row.get("order_id"));
            }
        }
        return found;
    }

    /** Where each of them is, by the name of the municipality; some towns are spelt in ways that match none. */
    private Map<String, Place> placed(String name, String id, String city, String state) throws Refused {
        Map<String, Place> found = new HashMap<>();
        for (Map<String, String> row : table(tables, name, id, city, state)) {
            Place place = municipalities.get(town(row.get(city), row.get(state)));
            if (place != null) {
                found.put(row.get(id), place);
            }
        }
        return found;
    }

    private static Map<String, Place> municipalities(Path folder) throws Refused {
        Map<String, String> states = new HashMap<>();
        for (Map<String, String> row : table(folder, "estados.csv", "codigo_uf", "uf")) {
            states.put(row.get("codigo_uf"), row.get("uf"));
        }
        Map<String, Place> found = new HashMap<>();
        for (Map<String, String> row : table(folder, "municipios.csv", "nome", "codigo_uf", "latitude", "longitude")) {
            found.put(
                    town(row.get("nome"), states.getOrDefault(row.get("codigo_uf"), "")),
                    new Place(row.get("latitude"), row.get("longitude")));
        }
        return found;
    }

    /** Without accents, case and marks, so that the spellings of two tables meet. */
    private static String town(String name, String state) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip() + "/" + state;
    }

    private static List<Map<String, String>> table(Path folder, String name, String... needed) throws Refused {
        Path file = folder.resolve(name);
        List<List<String>> lines = csv(read(file));
        List<String> header = lines.isEmpty() ? List.of() : lines.getFirst();
        for (String column : needed) {
            if (!header.contains(column)) {
                throw new Refused(1, file + " has no column " + column);
            }
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> line = lines.get(i);
            if (line.size() != header.size()) {
                throw new Refused(
                        1, file + ", row " + i + ": " + line.size() + " fields where the header has " + header.size());
            }
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < header.size(); column++) {
                row.put(header.get(column), line.get(column).strip());
            }
            rows.add(row);
        }
        return rows;
    }

    private static String read(Path file) throws Refused {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new Refused(1, "there is no " + file);
        } catch (MalformedInputException e) {
            throw new Refused(1, file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new Refused(1, "cannot read " + file + ": " + e.getMessage());
        }
    }

    /** Fields of lines, by RFC 4180. */
    private static List<List<String>> csv(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        if (!line.isEmpty() || !field.isEmpty()) {
            line.add(field.toString());
            lines.add(line);
        }
        return lines;
    }
}
