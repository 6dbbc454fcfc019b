// What .ci/databases trains: CONNECTION FOLDER. Loads tables of the folder into the database, trains on what it gives back and on the files, and looks at
// what becomes of the database's other types.
using NumericsCore;
using NumericsCore.Data;
using Npgsql;

using var connection = new NpgsqlConnection(args[0]);
connection.Open();
foreach (var (file, target) in new[] { ("breast_cancer.csv", "target"), ("iris.csv", "species") })
{
    string path = Path.Combine(args[1], file);
    var fromCsv = Table.ReadCsv(path);
    Console.WriteLine($"{file}: hash {Train(fromCsv, target)}");
    Console.WriteLine($"{file} in PostgreSQL: hash {Train(Load(path, fromCsv), target)}");
}

const string Kinds = """
    select 9007199254740993::bigint as "large", 1234567890.12345678901230::numeric as "exact", true as "truth", date '2024-01-31' as "day", timestamp '2024-01-31 12:30' as "clock",
        timestamptz '2024-01-31 12:30+02' as "instant", 'a'::text as "text", '00000000-0000-0000-0000-000000000001'::uuid as "id", array[1, 2] as "list", '\x01'::bytea as "bytes", null::integer as "nothing"
    """;
var kinds = Query(Kinds);
foreach (var column in kinds.Describe()) Console.WriteLine(column);
string[] expected = ["Integer 9007199254740993", "Number 1234567890.12345678901230", "Boolean True", "Date 2024-01-31", "Date 2024-01-31T12:30:00", "Date 2024-01-31T10:30:00Z", "Text a", "Text 00000000-0000-0000-0000-000000000001"];
if (!kinds.Describe().Take(expected.Length).Select(static column => $"{column.Kind} {column.Example}").SequenceEqual(expected)) throw new InvalidOperationException("a value became another");
if (!kinds.Columns.Where(static column => column.Fault is not null).Select(static column => column.Name).SequenceEqual(["list", "bytes"])) throw new InvalidOperationException("lists and bytes have no fault");
try
{
    Query("select 1 / (3 - n) as quotient from generate_series(1, 5) as n");
    throw new InvalidOperationException("a query that fails gave a table");
}
catch (TableException e)
{
    Console.WriteLine(e.Message);
}

Table Load(string path, Table csv)
{
    string name = Path.GetFileNameWithoutExtension(path);
    string names = string.Join(", ", csv.Columns.Select(static column => $"\"{column.Name}\"")), types = string.Join(", ", csv.Columns.Select(static column => $"\"{column.Name}\" {(column is NumericColumn ? "numeric" : "text")}"));
    using (var create = new NpgsqlCommand($"create table {name} ({types}, line bigint generated always as identity)", connection)) create.ExecuteNonQuery();
    using (var copy = connection.BeginTextImport($"copy {name} ({names}) from stdin (format csv, header)")) copy.Write(File.ReadAllText(path));
    return Query($"select {names} from {name} order by line");
}

Table Query(string sql)
{
    using var command = new NpgsqlCommand(sql, connection);
    using var reader = command.ExecuteReader();
    return Table.From(reader);
}

static string Train(Table table, string target)
{
    var labels = ClassLabels.From(table[target]);
    var (train, test) = Split.TrainTest(table.RowCount, testSize: 0.2, seed: 1, labels);
    var columns = ColumnTransformer.Fit(table.Without(target).Rows(train));
    var scaler = columns.FitScaler(columns.Transform(table.Without(target).Rows(train)));
    var x = scaler.Transform(columns.Transform(table.Without(target).Rows(train))).ToTensor();
    var y = labels.Rows(train).ToTensor();
    var model = new Sequential(new Dense(16, Activation.Relu), labels.Names.Count == 2 ? new Dense(1, Activation.Sigmoid) : new Dense(labels.Names.Count, Activation.Softmax));
    model.Compile(new Adam(0.01), labels.Names.Count == 2 ? new BinaryCrossEntropy() : new CategoricalCrossEntropy(sparse: true), Metric.Accuracy);
    model.Fit(x, y, epochs: 5, seed: 1);
    return model.WeightsSha256();
}
