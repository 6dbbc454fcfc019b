using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NumericsCore.Docs.Tests;

/// <summary>The page of operations lists every method of tensors that is marked as one. With NUMERICSCORE_UPDATE_DOCS=1 in the environment it is written first.</summary>
public partial class OperationsPageTests
{
    private const string Page = "docs/operations.md";

    private static readonly Dictionary<string, string> s_operators = new()
    {
        ["op_UnaryNegation"] = "-x",
        ["op_Addition"] = "a + b",
        ["op_Subtraction"] = "a - b",
        ["op_Multiply"] = "a * b",
        ["op_Division"] = "a / b",
    };

    public OperationsPageTests()
    {
        if (Environment.GetEnvironmentVariable("NUMERICSCORE_UPDATE_DOCS") == "1")
            File.WriteAllText(Repository.FullPath(Page), GeneratedSections.Replace(Read(), static _ => Table()));
    }

    [Fact]
    public void Every_operation_is_on_the_page_as_its_documentation_has_it()
    {
        Assert.Equal(["operations"], GeneratedSections.Names(Read()));
        Assert.Equal(GeneratedSections.Replace(Read(), static _ => Table()), Read());
        Assert.InRange(Operations().Count(), 60, 1000);
    }

    private static string Read() => Repository.Read(Page).ReplaceLineEndings("\n");

    private static IEnumerable<MethodInfo> Operations() => typeof(Tensor).GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
        .Where(static method => method.GetCustomAttributes().Any(static attribute => attribute.GetType().Name == "OperationAttribute"));

    private static string Table()
    {
        var documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "NumericsCore.xml"));
        var members = documentation.Descendants("member").ToList();
        var rows = Operations().Select(method => (Shown: Shown(method), Text: Plain(Summary(members, method))));
        return "| operation | what it is |\n| --- | --- |\n" + string.Join('\n', rows.OrderBy(static row => row.Shown[(row.Shown.IndexOf('.', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).Select(static row => $"| `{row.Shown}` | {row.Text} |"));
    }

    private static XElement Summary(List<XElement> members, MethodInfo method)
    {
        string name = "M:NumericsCore.Tensor." + method.Name, first = method.GetParameters().FirstOrDefault()?.ParameterType.FullName ?? "";
        string[] ids = [$"{name}({first},", $"{name}({first})", name + "("];
        if (first.Length == 0) return members.First(member => member.Attribute("name")!.Value == name).Element("summary")!;
        return ids.Select(id => members.Find(member => member.Attribute("name")!.Value.StartsWith(id, StringComparison.Ordinal))?.Element("summary")).FirstOrDefault(static summary => summary is not null)
            ?? throw new InvalidOperationException($"{method.Name} has no summary.");
    }

    private static string Shown(MethodInfo method) => s_operators.TryGetValue(method.Name, out string? written) ? written
        : $"{(method.IsStatic ? "Tensor" : method.GetParameters().Any(static parameter => parameter.Name == "x") ? "y" : "x")}.{method.Name}({string.Join(", ", method.GetParameters().Select(static parameter => parameter.Name))})";

    private static string Plain(XElement summary) => Blanks().Replace(string.Concat(summary.Nodes().Select(static node => node switch
    {
        XElement { Name.LocalName: "see" or "paramref" or "c" } named when (named.Attribute("cref") ?? named.Attribute("name") ?? named.Attribute("langword")) is { } name => $"`{name.Value.Split('(')[0].Split('.')[^1]}`",
        XElement other => other.Value,
        _ => ((XText)node).Value,
    })), " ").Trim().Replace("|x|", "\\|x\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
