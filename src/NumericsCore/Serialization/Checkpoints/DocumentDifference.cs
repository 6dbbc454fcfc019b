using System.Text.Json;

namespace NumericsCore;

/// <summary>Where two models' documents differ in what a training that goes on must have the same.</summary>
internal static class DocumentDifference
{
    // the file's own, or restored from the checkpoint
    private static readonly HashSet<string> s_free = ["version", "library", "seed", "frozen", "compiled.optimizer.learningRate"];

    /// <summary>The first difference, with both values; null if there is none.</summary>
    /// <param name="saved">The checkpoint's.</param>
    /// <param name="present">The model's.</param>
    public static string? Between(JsonElement saved, JsonElement present) => Between(saved, present, "");

    private static string? Between(JsonElement? saved, JsonElement? present, string place)
    {
        if (s_free.Contains(place) || (IsGroupLearningRate(place) && saved is not null && present is not null)) return null;
        if (saved is not { } one || present is not { } other) return Text(saved, present, place);
        if (one.ValueKind != other.ValueKind) return Text(saved, present, place);
        if (one.ValueKind == JsonValueKind.Object)
        {
            // the kind first: the settings of another kind say less
            var names = one.EnumerateObject().Concat(other.EnumerateObject()).Select(static property => property.Name).Distinct().OrderByDescending(static name => name == SettingsWriter.KindKey);
            return names.Select(name => Between(Of(one, name), Of(other, name), place.Length == 0 ? name : $"{place}.{name}")).FirstOrDefault(static found => found is not null);
        }

        if (one.ValueKind != JsonValueKind.Array) return JsonElement.DeepEquals(one, other) ? null : Text(saved, present, place);
        if (one.GetArrayLength() != other.GetArrayLength())
            return FormattableString.Invariant($"{ModelFileException.Quote(place)} has {one.GetArrayLength()} in the checkpoint and {other.GetArrayLength()} here");
        return one.EnumerateArray().Zip(other.EnumerateArray()).Select((pair, i) => Between(pair.First, pair.Second, FormattableString.Invariant($"{place}[{i}]"))).FirstOrDefault(static found => found is not null);
    }

    // a group either has one of its own or not
    private static bool IsGroupLearningRate(string place) => place.StartsWith("compiled.optimizer.groups[", StringComparison.Ordinal) && place.EndsWith("].learningRate", StringComparison.Ordinal);

    private static JsonElement? Of(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement? saved, JsonElement? present, string place) =>
        $"{ModelFileException.Quote(place)} is {Text(saved)} in the checkpoint and {Text(present)} here";

    private static string Text(JsonElement? value) => value is { } some ? ModelFileException.Quote(some.GetRawText()) : "not given";
}
