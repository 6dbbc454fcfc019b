using System.Globalization;
using System.Text;
using NumericsCore.Data;

namespace NumericsCore.Cli.Tests;

/// <summary>One random command with its files; most end before a training starts, and what trains is small.</summary>
internal sealed class FuzzCase(Random random, string folder)
{
    private static readonly string[] s_hostile =
        ["", " ", "-", "--", "0", "-1", "1e999", "NaN", "Infinity", "99999999999999999999", "2147483648", "1,5", ",", "a,b", "\0", "\u001b[31m", "\u202eevil", "\u2028", "\ud800", "é", "e\u0301", "'", "\"", "\n", "a\nb", "[red]", "[/]", "{0}", "%n", "@nowhere", "[suggest]", "--help", "-h", "..", "/", "/dev/null", "nosuch/x", "NUL"];

    private static readonly (string Name, string[] Values)[] s_train =
    [
        ("--target", ["y", "x", "Y", "nosuch"]), ("--ignore", ["z", "x", "y"]), ("--delimiter", [",", ";", "tab", "space", "pipe", "blanks"]), ("--no-header", []), ("--header", []), ("--missing", ["NA", "-", "", "x=0", "z=", "nosuch=1", "y=a"]), ("--decimal", [",", ".", "x"]), ("--thousands", [",", " ", "'"]), ("--comment", ["#", "1"]), ("--encoding", ["latin1", "utf-16", "nosuch"]),
        ("--impute", ["mean", "median", "most-frequent", "constant", "constant:-1", "x=median", "z=drop-rows", "x=constant:"]), ("--encode", ["one-hot", "ordinal", "frequency", "x=one-hot", "z=ordinal:a,b", "w=ordinal:", "date:parts", "z=date", "x=date:", "date:cyclic"]), ("--dates", ["dmy", "z=mdy", "ymd"]),
        ("--transform", ["robust", "clip,log1p,min-max", "x=quantile", "z=log", "w=clip:0.9", "x=none", "yeo-johnson,"]), ("--interact", ["x*z", "x*x", "z*w", "x*nosuch", "*"]), ("--min-frequency", ["1", "2", "0"]), ("--max-categories", ["1", "3"]), ("--unknown", ["zeros", "error"]),
        ("--task", ["auto", "classification", "regression"]), ("--positive", ["a", "1"]), ("--scale", ["all", "train"]), ("--test-size", ["0.2", "0.5", "0.999"]),
        ("--validation-split", ["0", "0.1", "0.9"]), ("--stratify", []), ("--folds", ["2", "3", "1", "1001"]), ("--repeat", ["1", "2", "0"]), ("--group", ["x", "z", "y", "nosuch"]), ("--ordered", []), ("--seeds", ["2", "3", "1"]), ("--class-weights", ["none", "balanced"]), ("--threshold", ["0.3", "f1", "cost:1,5", "recall:0.9", "precision:0.9", "cost:0,0", "recall:2"]), ("--calibrate", []), ("--bootstrap", ["0", "20", "100001"]), ("--baselines", []), ("--seed", ["0", "18446744073709551615"]), ("--layers", ["none", "1", "3,2", "1000000,1000000", "2147483647,2147483647"]),
        ("--activation", ["relu", "softmax", "tanh", "gelu", "leaky_relu", "hard_swish"]), ("--dropout", ["0", "0.5", "1"]), ("--optimizer", ["sgd", "adam", "adagrad", "adadelta", "rmsprop", "adamw", "nadam", "radam", "lion", "adamax"]), ("--convention", ["pytorch", "keras", "paper"]),
        ("--learning-rate", ["0", "0.1", "1e30"]), ("--weight-decay", ["0.1"]), ("--decoupled", ["true", "false", "maybe"]), ("--clip-norm", ["1", "0"]), ("--clip-value", ["0.1"]),
        ("--momentum", ["0.9", "1"]), ("--nesterov", []), ("--beta1", ["0", "0.5"]), ("--learning-rate-schedule", ["constant", "linear", "cosine", "one-cycle"]), ("--warmup-steps", ["0", "1", "1000000000"]), ("--beta2", ["0", "0.9"]), ("--momentum-decay", ["0", "1"]), ("--epsilon", ["0", "1e-8"]), ("--rho", ["0.9"]), ("--batch-size", ["1", "2", "100"]),
        ("--patience", ["0", "1"]), ("--restore-best-weights", []), ("--virtual-shards", ["0", "1", "3", "2000000000"]), ("--shard-optimizer", []), ("--threads", ["0", "1025"]), ("--device", ["cpu", "cuda:9", "tpu"]), ("--json", []), ("--quiet", []), ("--plain", []),
        ("--config", ["nosuch/x", "."]), ("--save", ["nosuch/x"]), ("--report", ["nosuch/x"]), ("--checkpoint", ["nosuch/x"]), ("--checkpoint-every", ["1", "0"]), ("--resume", ["nosuch/x"]),
    ];

    private static readonly (string Name, string[] Values)[] s_search =
    [
        ("--try", ["learning-rate=0.1,0.2", "layers=2;none", "layers=3", "epochs=1,2", "dropout=", "nosuch=1", "optimizer=sgd,adam", "nesterov=true,false", "impute=median,drop-rows", "batch-size=1,100", "transform=none;robust,clip", "target=x", "="]),
        ("--try", ["activation=relu,tanh", "patience=1,2", "scale=all,train"]), ("--halving", []), ("--factor", ["2", "1"]), ("--trials", ["1", "2", "0"]), ("--score", ["loss", "r2", "accuracy", "roc-auc"]),
    ];

    private static readonly (string Name, string[] Values)[] s_formulas =
    [
        ("--gradient", ["0.1,0.2", "1", "1e308,1e308"]), ("--theta", ["0,0", "1"]), ("--steps", ["1", "3", "0"]), ("--target", ["0,1", "1"]), ("--prediction", ["0.2,0.8", "0", "2"]),
        ("--from-logits", []), ("--label-smoothing", ["0", "1"]), ("--delta", ["0.5", "0", "1e300"]), ("--log-input", ["true", "false", "maybe"]), ("--squared", []), ("--gamma", ["0", "2", "1e300"]), ("--alpha", ["0.25", "2"]), ("--confusion", ["1,2,3,4", "0,0,0,0", "9007199254740992,9007199254740992,1,1"]), ("--rows", ["actual", "predicted"]),
        ("--positive", ["first", "second"]), ("--element-type", ["float32", "float64"]), ("--format", ["table", "markdown", "latex", "json"]), ("--learning-rate", ["0.1", "1e300"]), ("--momentum", ["0.9"]),
    ];

    private static readonly (string Name, string[] Values)[] s_reading =
        [("--delimiter", [",", ";", "blanks"]), ("--no-header", []), ("--header", []), ("--decimal", [","]), ("--thousands", ["."]), ("--comment", ["#"]), ("--encoding", ["latin1", "utf-16"]), ("--missing", ["NA", "-", "x=1", "z="])];

    private static readonly Dictionary<string, (string Name, string[] Values)[]> s_ofModels = new()
    {
        ["predict"] = [("--probabilities", []), ("--keep", ["y", "x", "nosuch"]), ("--output", ["nosuch/x"])],
        ["evaluate"] = [("--json", []), ("--report", ["nosuch/x"]), ("--bootstrap", ["0", "5", "-1"]), ("--calibration", []), ("--by", ["x", "y", "z", "nosuch"])],
        ["explain"] = [("--json", []), ("--score", ["accuracy", "roc-auc", "cross-entropy", "r2", "mae", "rmse", "--json"]), ("--repeats", ["0", "1", "3"]), ("--steps", ["0", "1", "5"]), ("--rows", ["1", "3", "0"]), ("--seed", ["0", "7"]), ("--dependence", ["x", "y", "nosuch"]), ("--attributions", ["nosuch/x"])],
    };

    private static readonly (string Name, string[] Values)[] s_bench =
        [("--kernel", ["relu", "gemm,sum", "conv"]), ("--assembly", ["nosuch.dll", "out"]), ("--sizes", ["4K", "b8", "1x2", "0", "99999999999999999999", "1x2x3x4"]), ("--quick", []), ("--json", ["out/x.json"]), ("--baseline", ["nosuch.json", "out"]), ("--threshold", ["1.1", "0", "NaN"]), ("--roofline", ["out/x.png"])];

    private static readonly string[] s_result =
    [
        """{"schema": 1, "devices": [{"name": "cpu", "notes": ["n"], "entries": [{"kernel": "relu", "size": "4K", "seconds": 2e-6, "spread": 1e-8, "sampleSeconds": [2e-6, 2.1e-6, 1.9e-6], "bitsSha256": "00ff"}]}]}""",
        """{"schema": 2, "machine": {"cpu": "X", "level1Bytes": 1}, "devices": [{"name": "cuda:0", "watts": 1, "ceilings": {"copyBytesPerSecond": 1e9, "fmaFlopsPerSecond": 2}, "entries": [{"kernel": "conv", "size": "9", "seconds": 1, "peer": "P", "parameters": "q"}, {"kernel": "sum", "size": "4K", "sameBits": false}]}]}""",
        """{"seed": 0, "epochs": 1, "loss": 0.5, "accuracy": null, "data": {"file": "a.csv", "rowsTest": 2}, "settings": {"layers": [2], "optimizer": {"name": "adam"}}, "history": {"loss": [1, null]}}""",
        """{"seeds": 2, "scores": {"loss": {"mean": 1, "standardDeviation": 0.5}}, "data": {}, "settings": {"ignore": []}, "device": "cpu"}""",
    ];

    private static readonly string[] s_json = ["null", "[]", "{}", "\"x\"", "-1", "1e999", "0", "true", "\"\\ud800\"", "\"\\u001b[2J\"", "[null]", "{\"a\":null}", "", "18446744073709551616"];

    private static readonly string[] s_cells = ["0", "1", "2", "5e-324", "1e308", "-1e308", "1e999", "inf", "nan", "NA", "", " ", "a", "b", "01", "1.0", "\"q,q\"", "\"", "\u001b[31m", "\u202e", "é", "9007199254740993", "=1+1", "1,5"];

    // a training that ends at once, for a checkpoint to break
    private const string Rows = "x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n";
    private static readonly string[] s_short = ["--target", "y", "--epochs", "1", "--layers", "2", "--validation-split", "0"];
    private static readonly Lazy<byte[]> s_checkpoint = new(MakeCheckpoint);

    private int _files;

    /// <summary>The arguments, their files written.</summary>
    public string[] Arguments() => random.Next(20) switch
    {
        < 6 => Train(),
        6 => Describe(),
        7 => Resume(),
        8 => SavedModel(),
        9 => Config(),
        < 13 => ["formulas", Pick(["sgd", "adam", "adagrad", "adadelta", "rmsprop", "adamw", "nadam", "radam", "lion", "adamax", "mse", "mae", "huber", "poisson", "cosine-similarity", "hinge", "focal", "kl-divergence", "cross-entropy", "categorical-focal", "binary-cross-entropy", "metrics", Pick(s_hostile)]), .. Options(s_formulas, 4)],
        13 when random.Next(2) == 0 => Search(),
        13 => ["report", "compare", .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Result())],
        < 17 => ["bench", "compare", .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Result()), .. Options([("--threshold", ["1", "1.1", "0.5", "1e308"])], 1)],
        17 when random.Next(2) == 0 => ["bench", "report", .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Result()), .. Options([("--format", ["html", "markdown", "csv", "pdf"]), ("--output", ["nosuch/x"])], 2)],
        // a device that there is would be measured
        17 => ["bench", "--device", Pick(["tpu", "cuda:99", "", "\u001b"]), .. Options(s_bench, 3)],
        18 when random.Next(3) == 0 => ["bench", "scale", "--latency", Pick(["0", "x", "-1", ""]), .. Options(s_bench, 2)],
        18 when random.Next(2) == 0 => ["verify", "--device", Pick(["tpu", "cuda:99", "", "\u001b"]), .. Options([("--json", []), ("--check", ["order", "functions,training", "speed", ""])], 2)],
        18 => ["bench", "tiles", "--device", Pick(["tpu", "cpu", "cuda:99"]), .. Options(s_bench, 2)],
        _ => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(["train", "formulas", "bench", "compare", "tiles", "--version", "--help", Pick(s_hostile)])).Where(static word => word != "bench"), Pick(["--version", "-?", "--nosuch", Pick(s_hostile)])],
    };

    private string[] Train()
    {
        string file = random.Next(10) == 0 ? Pick(s_hostile) : Table();
        string[] target = random.Next(20) == 0 ? [] : ["--target", random.Next(12) == 0 ? Pick(s_hostile) : "y"];
        return ["train", file, .. target, "--epochs", random.Next(10) == 0 ? Pick(["0", "-1", "x"]) : "1", .. Options([.. s_train.Where(option => option.Name != "--target")], 4)];
    }

    /// <summary>A search of few trainings, if what is tried can be.</summary>
    private string[] Search() =>
        ["search", random.Next(10) == 0 ? Pick(s_hostile) : Table(), "--target", "y", .. random.Next(4) == 0 ? (string[])["--patience", "1"] : ["--epochs", "1"], .. Options(s_search, 3), .. Options([.. s_train.Where(static option => option.Name is not ("--target" or "--folds" or "--seeds" or "--config"))], 2)];

    /// <summary>Goes on from a checkpoint, which is broken now and then, as is the table or a setting.</summary>
    private string[] Resume()
    {
        string text = Encoding.Latin1.GetString(s_checkpoint.Value);
        if (random.Next(2) == 0) text = text.Replace(Pick(["--seed", "train", "rows", "epoch", "steps", "slot0", "version", "hasWeights", "[2]", "\\\"", "adam", "F32"]), Pick(["--seed", "", "\u00ff", "-1", "12345", "x\\u001by", "[3]", "\""]), StringComparison.Ordinal);
        string file = Write(random.Next(2) == 0 ? Encoding.Latin1.GetBytes(text) : Mutate(Encoding.Latin1.GetBytes(text)), ".safetensors");
        return ["train", Write(random.Next(8) == 0 ? Mutate(Rows) : Encoding.UTF8.GetBytes(Rows), ".csv"), .. s_short, "--resume", file, .. random.Next(3) == 0 ? ["--checkpoint", file] : Options(s_train, 1)];
    }

    /// <summary>Settings from a file, some of them wrong, beside options.</summary>
    private string[] Config()
    {
        var parts = Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{Pick(["epochs", "layers", "target", "file", "optimizer", "stratify", "header", "missing", "device", "seed", "settings", "nosuch", "transform", "optimizer.name"])}\": {Pick([.. s_json, "[2]", "[\"a\"]", "1", "{\"name\": \"sgd\"}"])}");
        string settings = $"{{{string.Join(", ", parts.Prepend("\"epochs\": 1"))}}}";
        string file = Write(Mutate(random.Next(3) == 0 ? $"{{\"settings\": {settings}}}" : settings), ".json");
        return ["train", .. random.Next(4) == 0 ? (string[])[] : [Table()], "--config", random.Next(10) == 0 ? Pick(s_hostile) : file, .. random.Next(4) == 0 ? (string[])[] : ["--target", "y"], .. Options(s_train, 2)];
    }

    private static byte[] MakeCheckpoint()
    {
        using var table = new TemporaryTable(Rows);
        string file = Path.Combine(Path.GetDirectoryName(table.File)!, "checkpoint");
        var run = Task.Run(() => Run.Tool(["train", table.File, .. s_short, "--checkpoint", file])).GetAwaiter().GetResult();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return File.ReadAllBytes(file);
    }

    private string[] Describe() =>
        ["describe", random.Next(10) == 0 ? Pick(s_hostile) : Table(), .. Options([.. s_reading, ("--json", [])], 3)];

    private string[] SavedModel()
    {
        string command = Pick(["predict", "evaluate", "explain", "inspect"]), model = random.Next(10) == 0 ? Pick(s_hostile) : Model();
        if (command == "inspect") return [command, model, .. Options([("--metadata", ["numericscore", "numericscore.pipeline", "nosuch"])], 1)];
        (string, string[])[] known = [.. s_reading, ("--device", ["cpu", "tpu"]), .. s_ofModels[command]];
        return [command, model, random.Next(10) == 0 ? Pick(s_hostile) : Table(), .. Options(known, 3)];
    }

    /// <summary>A model of one column, or of two, its bytes or what they say of the table broken now and then.</summary>
    private string Model()
    {
        int columns = random.Next(1, 3), classes = random.Next(1, 4);
        var model = new Sequential(new Dense(classes == 2 ? 1 : classes, classes == 2 ? NumericsCore.Activation.Sigmoid : null));
        model.Build([columns], seed: 1);
        var features = new StandardScaler("xz".Take(columns).Select(static c => c.ToString()), new double[columns], [.. Enumerable.Repeat(2.0, columns)]);
        var pipeline = classes == 1 ? new TablePipeline(model, features, new StandardScaler(["y"], [1], [2])) : new TablePipeline(model, features, "y", new string[] { "a", "b", "\u001b[2J" }[..classes], fromLogits: classes > 2);
        string file = Path.Combine(folder, "model");
        pipeline.Save(file);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        File.Delete(file);
        if (random.Next(3) == 0) text = text.Replace(Pick(["means", "scales", "classes", "target", "version", "task", "0.5", "xz", ":1"]), Pick(["means", "scales", "classes", "\u00ff", "-1", "12345"]), StringComparison.Ordinal);
        return Write(random.Next(2) == 0 ? Encoding.Latin1.GetBytes(text) : Mutate(Encoding.Latin1.GetBytes(text)), ".safetensors");
    }

    private IEnumerable<string> Options((string Name, string[] Values)[] known, int most)
    {
        for (int count = random.Next(most + 1); count > 0; count--)
        {
            var (name, values) = known[random.Next(known.Length)];
            yield return random.Next(25) == 0 ? name[..^1] : name;
            if (values.Length > 0 && random.Next(25) > 0) yield return random.Next(5) == 0 ? Pick(s_hostile) : Pick(values);
        }
    }

    private string Result()
    {
        if (random.Next(10) == 0) return Pick(s_hostile);
        string text = Pick(s_result);
        for (int count = random.Next(3); count > 0; count--)
        {
            int[] starts = [.. Enumerable.Range(0, text.Length).Where(i => i > 0 && text[i - 1] is ' ' or '[' or '{')];
            if (starts.Length == 0) break;
            int start = Pick(starts), end = text.IndexOfAny([',', '}', ']'], start);
            if (end > start) text = text[..start] + Pick(s_json) + text[end..];
        }

        return Write(Mutate(text), ".json");
    }

    private string Table()
    {
        int columns = random.Next(1, 4), rows = random.Next(24);
        string delimiter = random.Next(8) == 0 ? Pick([";", "\t", "|", " "]) : ",";
        string[] names = [.. Enumerable.Range(0, columns).Select(i => random.Next(15) == 0 ? Pick(s_hostile) : "xzw"[i].ToString()), "y"];
        bool clean = random.Next(3) > 0;
        var text = new StringBuilder(string.Join(delimiter, names)).Append('\n');
        for (int row = 0; row < rows; row++)
        {
            var cells = Enumerable.Range(0, columns + 1).Select(column => column == columns && random.Next(2) == 0 ? Pick(["a", "b"]) : clean ? random.Next(3).ToString(CultureInfo.InvariantCulture) : Pick(s_cells));
            text.Append(string.Join(delimiter, cells)).Append(Pick(["\n", "\n", "\n", "\r\n"]));
        }

        return Write(Mutate(text.ToString()), ".csv");
    }

    private byte[] Mutate(string text) => Mutate(Encoding.UTF8.GetBytes(text));

    private byte[] Mutate(byte[] bytes)
    {
        if (random.Next(4) > 0 || bytes.Length == 0) return bytes;
        int at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0: bytes[at] = (byte)random.Next(256); return bytes;
            case 1: return bytes[..at];
            case 2: return [.. bytes[..at], .. bytes[at..], .. bytes[at..]];
            default: return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
        }
    }

    private string Write(byte[] bytes, string extension)
    {
        string file = Path.Combine(folder, _files++.ToString(CultureInfo.InvariantCulture) + (random.Next(12) == 0 && !OperatingSystem.IsWindows() ? "\u001b[1m" : "") + extension);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
