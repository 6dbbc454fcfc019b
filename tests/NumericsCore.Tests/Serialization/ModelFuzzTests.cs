using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using NumericsCore.Tests.Support;
using Xunit.Abstractions;

namespace NumericsCore.Tests.Serialization;

/// <summary>
/// Models in files whose documents are broken: each loads as a model that saves the same file, or is refused in one kind of exception, and
/// none takes memory that its file does not pay for. The variables are those of <see cref="SafetensorsFuzzTests"/>.
/// </summary>
public partial class ModelFuzzTests(ITestOutputHelper log)
{
    private const int DefaultCases = 5_000;
    private const int MaxStories = 12;

    private static readonly string[] s_values = ["0", "-1", "1", "2", "3", "1.5", "1e999", "-0.0", "2147483647", "2147483648", "18446744073709551616", "\"\"", "\"x\"", "\"NaN\"", "\"Infinity\"", "null", "true", "false", "[]", "[1]", "[[1]]", "{}", "{\"kind\":\"relu\"}", "{\"kind\":\"shared\",\"layer\":0}", "\"\\ud800\"", "\"\\u0000\\u001b[2J\"", "\"dense_1.weight\"", "[\"dense_1.weight\"]"];

    [Fact]
    public void No_document_makes_a_model_otherwise_than_by_the_rules()
    {
        int cases = FuzzSettings.Cases(DefaultCases), first = FuzzSettings.FirstSeed, loaded = 0;
        var rules = new ConcurrentDictionary<string, int>();
        var failures = new ConcurrentQueue<string>();
        string folder = Directory.CreateTempSubdirectory("models").FullName;
        try
        {
            string[] documents = [.. Enumerable.Range(0, 4).Select(i => Document(folder, i))];
            Parallel.For(first, first + cases, seed =>
            {
                try
                {
                    if (Run(seed, documents, folder) is { } rule) rules.AddOrUpdate(rule, 1, static (_, count) => count + 1);
                    else Interlocked.Increment(ref loaded);
                }
                // all of them are wanted, not the first alone
                catch (Exception e)
                {
                    failures.Enqueue($"NUMERICSCORE_FUZZ_SEED={seed} NUMERICSCORE_FUZZ_CASES=1: {e.GetType().Name}: {e.Message}");
                }
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        log.WriteLine($"{loaded} loaded; refused: {string.Join(", ", rules.OrderByDescending(static rule => rule.Value).Take(60).Select(static rule => $"{rule.Value} x {rule.Key}"))}");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(MaxStories).Prepend(string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {cases} cases failed"))));
        if (cases < DefaultCases) return;
        Assert.InRange(loaded, cases / 50, cases / 2);
        Assert.True(rules.Count >= 30, $"{rules.Count} rules were reached");
    }

    /// <returns>The rule that the document breaks; null if it makes a model.</returns>
    private static string? Run(int seed, string[] documents, string folder)
    {
        var random = new System.Random(seed);
        string document = documents[random.Next(documents.Length)];
        for (int i = random.Next(1, 4); i > 0; i--) document = Break(document, random);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{seed}.safetensors"));
        File.WriteAllBytes(path, FileOf(document));
        try
        {
            var model = Model.Load(path);
            model.Save(path);
            byte[] bytes = File.ReadAllBytes(path);
            Model.Load(path).Save(path);
            Assert.Equal(bytes, File.ReadAllBytes(path));
            return null;
        }
        catch (ModelFileException e)
        {
            Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
            Assert.Equal(e.Message, PrintableText.Of(e.Message));
            return Fuzz.RuleOf(e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Break(string document, System.Random random)
    {
        // a value, which stands behind a colon, a bracket or a comma
        var values = Values().Matches(document);
        var value = values[random.Next(values.Count)].Groups[1];
        string other = random.Next(3) == 0 ? values[random.Next(values.Count)].Groups[1].Value : s_values[random.Next(s_values.Length)];
        return random.Next(10) switch
        {
            0 => document.Remove(value.Index, value.Length),
            1 => document.Insert(value.Index, other + ","),
            2 => document.Insert(random.Next(document.Length), ((string[])["{", "}", "[", "]", ",", "\"", ":", " "])[random.Next(8)]),
            3 => document.Remove(random.Next(document.Length), 1),
            _ => document.Remove(value.Index, value.Length).Insert(value.Index, other),
        };
    }

    /// <summary>The document of a model whose tensors <see cref="FileOf"/> gives.</summary>
    private static string Document(string folder, int number)
    {
        var shared = new Dense(2, biasInitializer: Initializer.Normal(0.1));
        Sequential model = number switch
        {
            0 => new(new Dense(2, Activation.Relu), new Dropout(0.5)),
            1 => new(new Flatten(), shared, new Tanh(), shared),
            2 => new(new Sequential(new Relu()), new Dense(2, weightInitializer: Initializer.Uniform(0.5))),
            _ => new(new Dense(2)),
        };
        model.Build([2], seed: 3);
        var optimizer = new Adam { ClipNorm = 1 };
        if (number == 1) optimizer.AddGroup(model.Parameters, learningRate: 0.5);
        if (number == 2) model.Parameters[0].IsTrainable = false;
        if (number < 3) model.Compile(optimizer, number == 0 ? new MeanSquaredError() : new BinaryCrossEntropy(fromLogits: true, classWeights: [1, 2]), Metric.Accuracy);
        string path = Path.Combine(folder, "document.safetensors");
        model.Save(path);
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["numericscore"];
    }

    private static byte[] FileOf(string document) => ScratchFile.Bytes(
        "{\"__metadata__\":{\"numericscore\":" + System.Text.Json.JsonSerializer.Serialize(document) + "},\"dense_1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"dense_1.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[8,24]}}",
        new byte[24]);

    [GeneratedRegex("""(?<=[:\[,])("[^"]*"(?!:)|[-\w.+]+|\{\}|\[\])""")]
    private static partial Regex Values();
}
