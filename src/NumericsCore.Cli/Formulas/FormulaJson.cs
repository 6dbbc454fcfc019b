using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NumericsCore.Cli.Formulas;

/// <summary>A formula and its values as one JSON object on one line.</summary>
internal static class FormulaJson
{
    // The default also escapes what would only matter inside HTML.
    private static readonly JsonSerializerOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string name, FormulaDescription formula, WorkedFormula? worked)
    {
        var json = new JsonObject
        {
            ["name"] = name,
            ["title"] = formula.Name,
            ["lines"] = new JsonArray([.. formula.Lines.Select(static line => (JsonNode)new JsonObject
            {
                ["name"] = line.Symbol.Name,
                ["symbol"] = line.Symbol.Text,
                ["meaning"] = line.Symbol.Meaning,
                ["text"] = line.Text,
                ["latex"] = line.Latex,
            })]),
            ["settings"] = new JsonObject(formula.Settings.Select(static setting => KeyValuePair.Create(setting.Symbol.Name, (JsonNode?)setting.Value))),
            ["sources"] = new JsonArray([.. formula.Sources.Select(static source => (JsonNode)source)]),
        };
        if (worked is not null)
        {
            json["elementType"] = Commands.Options.Word(worked.ElementType);
            json["steps"] = new JsonArray([.. worked.Steps.Select(Step)]);
        }

        return json.ToJsonString(s_format);
    }

    private static JsonNode Step(WorkedStep step)
    {
        var json = new JsonObject { ["t"] = step.Number };
        foreach (var value in step.Values) json[value.Symbol.Name] = new JsonArray([.. value.Values.Select(Number)]);
        if (step.Values.Any(static value => value.Worked is not null))
            json["worked"] = new JsonObject(step.Values.Where(static value => value.Worked is not null).Select(static value => KeyValuePair.Create(value.Symbol.Name, (JsonNode?)value.Worked)));
        return json;
    }

    // JSON has neither NaN nor infinity.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
