using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Commands;

/// <summary>
/// The option that takes settings from a JSON file: what 'train --json' has printed, or such settings written by hand. They become options of
/// the command line, behind which they stand back, so that there is one way in which options are checked.
/// </summary>
internal sealed class ConfigOption
{
    private const string Settings = "settings", Optimizer = "optimizer", FileKey = "file", Header = "header", BiasCorrection = "biasCorrection";

    // what contradicts an option of the command line and was not asked for there
    private static readonly Dictionary<string, string[]> s_setAside = new()
    {
        ["--folds"] = ["--test-size", "--seeds"],
        ["--seeds"] = ["--folds", "--repeat", "--group", "--ordered"],
        ["--device"] = ["--threads"],
        ["--threads"] = ["--device"],
        ["--header"] = ["--no-header"],
        ["--no-header"] = ["--header"],
    };

    private readonly Dictionary<string, string> _taken = [];

    /// <summary>The option itself.</summary>
    public Option<string?> Option { get; } = new("--config") { Description = "Take settings from this JSON file: what 'train --json' has printed, which repeats that run, or its 'settings', or a part of them. Options on the command line win.", HelpName = "FILE.json" };

    /// <summary>The SHA-256 that the table has, where file and hash come from a report; else null.</summary>
    public string? TableSha256 { get; private set; }

    /// <summary>The file that settings were taken from; null for none.</summary>
    public string? Path { get; private set; }

    /// <summary>The names in the file of a command's options, those of the optimizer behind a point.</summary>
    public static IEnumerable<(string Key, Option Option)> Keys(ToolCommand command)
    {
        foreach (var (group, options) in command.Groups)
        {
            foreach (var option in options)
            {
                if (option.Name is "--config" or "--no-header") continue;
                string name = option.Name switch { "--amsgrad" => "amsGrad", "--no-bias-correction" => BiasCorrection, _ => CamelCase(option.Name[2..]) };
                yield return (group != HelpGroup.Optimizer ? name : option.Name == "--optimizer" ? $"{Optimizer}.name" : $"{Optimizer}.{name}", option);
            }
        }
    }

    /// <summary>The arguments with those that the file gives in front of the options; the same arguments where no file is given.</summary>
    /// <exception cref="InputException">The file cannot be read, or holds something that is no setting.</exception>
    public string[] Complete(string[] args, ParseResult given)
    {
        if (given.GetResult(Option) is not { Implicit: false, Tokens: [var token] } || given.CommandResult.Command is not ToolCommand command) return args;
        int word = Array.IndexOf(args, command.Name);
        if (word < 0) throw new InputException($"{Option.Name} is given in a response file; expected it on the command line");
        Path = token.Value;
        var settings = ReadFile(out string? sha256);
        var tokens = new List<string>();
        string? file = settings.TryGetValue(FileKey, out var named) && named.ValueKind != JsonValueKind.Null ? TextOf(FileKey, named) : null;
        bool isFileGiven = given.CommandResult.Children.OfType<ArgumentResult>().Any(static argument => argument.Tokens.Count > 0);
        if (file is not null && !isFileGiven)
        {
            if (file.Length == 0 || file[0] is '-' or '@') throw Wrong(FileKey, settings[FileKey], "the path of a table");
            tokens.Add(file);
            TableSha256 = sha256;
        }

        AddOptions(command, given, settings, tokens);
        return [.. args[..(word + 1)], .. tokens, .. args[(word + 1)..]];
    }

    /// <summary>A message about an option, with its name in the file where it was taken from there.</summary>
    public string Explain(string message)
    {
        foreach (var (option, key) in _taken)
        {
            int at = message.IndexOf(option, StringComparison.Ordinal);
            if (at >= 0 && (at + option.Length == message.Length || message[at + option.Length] is not (>= 'a' and <= 'z' or '-'))) return $"{message.TrimEnd('.')} ({key} in {Path})";
        }

        return message;
    }

    /// <summary>What is said of an option whose message does not name it.</summary>
    public string Explain(ParseError mistake)
    {
        var option = (mistake.SymbolResult as OptionResult ?? mistake.SymbolResult?.Parent as OptionResult)?.Option;
        return option is not null && _taken.TryGetValue(option.Name, out string? key) ? $"{mistake.Message.TrimEnd('.')} ({key} in {Path})" : Explain(mistake.Message);
    }

    private void AddOptions(ToolCommand command, ParseResult given, Dictionary<string, JsonElement> settings, List<string> tokens)
    {
        var known = Keys(command).ToDictionary(static pair => pair.Key, static pair => pair.Option);
        string[] onCommandLine = [.. command.Options.Where(option => given.GetResult(option) is { Implicit: false }).Select(static option => option.Name)];
        var aside = onCommandLine.Concat(onCommandLine.SelectMany(static name => s_setAside.GetValueOrDefault(name) ?? [])).ToHashSet();
        bool ownOptimizer = aside.Contains("--optimizer");
        foreach (var (key, value) in settings)
        {
            if (key == FileKey) continue;
            if (!known.TryGetValue(key, out var option))
                throw new InputException($"{Path}: there is no setting '{key}'{(NearestName.Of(key, [.. known.Keys, FileKey]) is { } nearest ? $"; did you mean '{nearest}'?" : "")}");
            if (key == Header && value.ValueKind == JsonValueKind.False) option = command.Options.Single(static other => other.Name == "--no-header");
            string[] texts = [.. Texts(key, option, value)];
            if (aside.Contains(option.Name) || (ownOptimizer && key.StartsWith(Optimizer, StringComparison.Ordinal))) continue;
            foreach (string text in texts)
            {
                // behind an equals sign nothing is taken for another option
                tokens.AddRange(text.Length == 0 ? [option.Name, text] : [$"{option.Name}={text}"]);
            }

            if (texts.Length > 0) _taken[option.Name] = key;
        }
    }

    /// <summary>The values of a setting as the command line takes them; none where it is not set.</summary>
    private IEnumerable<string> Texts(string key, Option option, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return [];
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type == typeof(bool))
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) throw Wrong(key, value, "true or false");
            bool isSet = value.ValueKind == JsonValueKind.True;
            if (key == Header) return ["true"];
            if (key == $"{Optimizer}.{BiasCorrection}") isSet = !isSet;
            return option.ValueType == typeof(bool?) ? [isSet ? "true" : "false"] : isSet ? ["true"] : [];
        }

        if (type == typeof(string[])) return [.. Items(key, value, JsonValueKind.String, "an array of texts").Select(item => TextOf(key, item))];
        if (type == typeof(int[]))
        {
            string[] numbers = [.. Items(key, value, JsonValueKind.Number, "an array of whole numbers").Select(static item => item.GetRawText())];
            return [numbers.Length == 0 ? "none" : string.Join(',', numbers)];
        }

        if (type.IsPrimitive && type != typeof(char)) return value.ValueKind == JsonValueKind.Number ? [value.GetRawText()] : throw Wrong(key, value, "a number");
        return [TextOf(key, value)];
    }

    private JsonElement[] Items(string key, JsonElement value, JsonValueKind kind, string expected) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == kind) ? [.. value.EnumerateArray()] : throw Wrong(key, value, expected);

    private string TextOf(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) throw Wrong(key, value, "a text, in quotes");
        try
        {
            return value.GetString()!;
        }
        // half a character
        catch (InvalidOperationException)
        {
            throw Wrong(key, value, "a text of whole characters");
        }
    }

    /// <summary>The settings of the file by their names, those of the optimizer behind a point.</summary>
    private Dictionary<string, JsonElement> ReadFile(out string? sha256)
    {
        try
        {
            using var document = JsonDocument.Parse(ReadText(), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = Object("it", document.RootElement.Clone());
            // of a report the outcome is no setting
            bool isReport = root.TryGetValue(Settings, out var inner);
            sha256 = isReport && root.GetValueOrDefault("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("sha256", out var hash) && hash.ValueKind == JsonValueKind.String ? hash.GetString() : null;
            var settings = isReport ? Object(Settings, inner) : root;
            if (settings.Keys.FirstOrDefault(static name => name.Contains('.', StringComparison.Ordinal)) is { } pointed) throw new InputException($"{Path}: there is no setting '{pointed}'; expected those of the optimizer in an object '{Optimizer}'");
            if (settings.Remove(Optimizer, out var optimizer) && optimizer.ValueKind != JsonValueKind.Null)
            {
                foreach (var (name, value) in Object(Optimizer, optimizer)) settings[$"{Optimizer}.{name}"] = value;
            }

            return settings;
        }
        catch (JsonException e)
        {
            throw new InputException($"{Path} is no JSON: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{Path} is no JSON: it is not in UTF-8");
        }
        // half a character in a name
        catch (InvalidOperationException e)
        {
            throw new InputException($"{Path} has a name that is no text: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }
    }

    private string ReadText()
    {
        string path = FileNames.Require(Path!, Option.Name);
        if (Directory.Exists(path)) throw new InputException($"{Option.Name} is '{path}', a folder; expected a JSON file");
        if (!File.Exists(path)) throw new InputException($"{Option.Name}: there is no file '{path}'");
        return RunText.Read(path) ?? throw new InputException(FormattableString.Invariant($"{path} has more than {RunText.MaxBytes >> 20} MiB; expected settings, or what 'train --json' has printed"));
    }

    private Dictionary<string, JsonElement> Object(string what, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new InputException($"{Path}: {what} is {Shown(element)}; expected an object of settings");
        var properties = new Dictionary<string, JsonElement>();
        foreach (var property in element.EnumerateObject())
        {
            if (!properties.TryAdd(property.Name, property.Value)) throw new InputException($"{Path}: '{property.Name}' is given twice; expected it once");
        }

        return properties;
    }

    private InputException Wrong(string key, JsonElement value, string expected) => new($"{Path}: '{key}' is {Shown(value)}; expected {expected}");

    private static string Shown(JsonElement value)
    {
        const int most = 60;
        string text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= most ? text : $"{text[..most]}...";
    }

    private static string CamelCase(string name) => string.Concat(name.Split('-').Select(static (part, i) => i == 0 || part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
