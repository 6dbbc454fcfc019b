using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests;

/// <summary>The public surface of all packages, as their PublicAPI files list it, says one thing by one name.</summary>
public partial class PublicNamesTests
{
    /// <summary>A parameter that only one name is used for, by its type.</summary>
    private static readonly Dictionary<string, string[]> s_namesOfType = new()
    {
        ["CancellationToken"] = ["cancellationToken"],
        ["Device"] = ["device"],
        ["ElementType"] = ["elementType"],
        ["Exception"] = ["innerException"],
        ["IFormatProvider"] = ["formatProvider"],
        ["Stream"] = ["stream"],
        ["ForwardContext"] = ["context"],
        ["FitContext"] = ["context"],
        ["Reduction"] = ["reduction"],
        ["Convention"] = ["convention"],
        ["MonitorDirection"] = ["direction"],
        ["Averaging"] = ["averaging"],
        ["MathMode"] = ["mathMode"],
        ["Initializer"] = ["initializer", "weightInitializer", "biasInitializer", "slopeInitializer"],
        ["Func<Model>"] = ["createModel"],
        ["ulong"] = ["seed", "stream"],
    };

    /// <summary>What other libraries and habits call things, and the name that is used here.</summary>
    private static readonly Dictionary<string, string> s_nameHere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["file"] = "path",
        ["fileName"] = "path",
        ["filePath"] = "path",
        ["dim"] = "axis",
        ["dimension"] = "axis",
        ["dims"] = "axes",
        ["keepDim"] = "keepDims",
        ["keepAxes"] = "keepDims",
        ["keepDimensions"] = "keepDims",
        ["batch_size"] = "batchSize",
        ["sizeOfBatch"] = "batchSize",
        ["numEpochs"] = "epochs",
        ["epochCount"] = "epochs",
        ["randomSeed"] = "seed",
        ["randomState"] = "seed",
        ["lr"] = "learningRate",
        ["dtype"] = "elementType",
        ["ct"] = "cancellationToken",
        ["token"] = "cancellationToken",
        ["cause"] = "innerException",
        ["provider"] = "formatProvider",
        ["classes"] = "classNames",
        ["sampleWeight"] = "sampleWeights",
        ["weights"] = "sampleWeights or classWeights",
        ["nRows"] = "rowCount",
        ["numRows"] = "rowCount",
        ["nClasses"] = "classCount",
        ["numClasses"] = "classCount",
    };

    [Fact]
    public void A_type_of_one_meaning_has_one_name()
    {
        var (found, wrong) = (new HashSet<string>(), new List<string>());
        foreach (var (line, type, name) in Parameters())
        {
            if (!s_namesOfType.TryGetValue(type, out string[]? names)) continue;
            found.Add(type);
            // what is set is always called value, and a record's parameters are its properties
            if (name != "value" && char.IsLower(name[0]) && !names.Contains(name) && !IsOfOperator(line)) wrong.Add($"{name} in {line}: expected {string.Join(" or ", names)}");
        }

        Assert.Empty(wrong);
        // a type that no member takes any more has no place in the table
        Assert.Empty(s_namesOfType.Keys.Except(found));
    }

    [Fact]
    public void No_parameter_has_a_name_that_means_another_here()
    {
        string[] wrong = [.. Parameters().Where(static parameter => s_nameHere.ContainsKey(parameter.Name)).Select(static parameter => $"{parameter.Name} in {parameter.Line}: expected {s_nameHere[parameter.Name]}")];
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_files_are_read_as_they_are_written()
    {
        Assert.InRange(Parameters().Count(), 1500, 100_000);
        Assert.Equal(
            [("Func<int, (Tensor Features, Tensor Targets)>", "clientData"), ("CancellationToken", "cancellationToken")],
            ParametersOf("N.A.M(System.Func<int, (NumericsCore.Tensor! Features, NumericsCore.Tensor! Targets)>! clientData, System.Threading.CancellationToken cancellationToken = default(System.Threading.CancellationToken)) -> void"));
        Assert.Empty(ParametersOf("N.A.P.get -> (int a, int b)"));
    }

    private static IEnumerable<(string Line, string Type, string Name)> Parameters() =>
        from file in Repository.Files(".txt")
        where Path.GetFileName(file).StartsWith("PublicAPI.", StringComparison.Ordinal)
        from line in Repository.Read(file).Split('\n')
        from parameter in ParametersOf(line)
        select (line, parameter.Type, parameter.Name);

    private static IEnumerable<(string Type, string Name)> ParametersOf(string line)
    {
        // of a member that has a list of parameters; what it returns stands behind the arrow
        string member = line.Split(" -> ")[0];
        int start = member.IndexOf('('), end = member.LastIndexOf(')');
        if (start < 0 || end != member.Length - 1) yield break;
        foreach (string parameter in AtTopLevel(member[(start + 1)..end]))
        {
            string declared = parameter.Split(" = ")[0].Trim();
            int space = declared.LastIndexOf(' ');
            if (space < 0) continue;
            yield return (Noise().Replace(declared[..space], "").TrimEnd('?'), declared[(space + 1)..]);
        }
    }

    /// <summary>The parts between commas that stand within no brackets.</summary>
    private static IEnumerable<string> AtTopLevel(string list)
    {
        for (int i = 0, start = 0, depth = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                if (i > start) yield return list[start..i];
                start = i + 1;
            }
            else if (list[i] is '<' or '(' or '[' or '{')
            {
                depth++;
            }
            else if (list[i] is '>' or ')' or ']' or '}')
            {
                depth--;
            }
        }
    }

    private static bool IsOfOperator(string line) => line.Contains(".operator ", StringComparison.Ordinal);

    // modifiers, marks of nullability and namespaces
    [GeneratedRegex(@"^(this|in|ref|out|params) |[!~]|\b(NumericsCore|System)\.(\w+\.)*(?=\w)")]
    private static partial Regex Noise();
}
