using System.Text;

namespace NumericsCore.Cli.Completion;

/// <summary>Scripts that complete the tool's command line, from what the parser knows of it.</summary>
internal static class CompletionScript
{
    private const string Tool = "numericscore";

    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<CompletionEntry>, string>> Shells { get; } = new OrderedDictionary<string, Func<IReadOnlyList<CompletionEntry>, string>>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["powershell"] = PowerShell,
    };

    // Both shells walk the words before the cursor for the command, look whether the last one wants a value, and else offer commands and options.
    private static string Bash(IReadOnlyList<CompletionEntry> entries)
    {
        var script = new StringBuilder($"# bash completion of {Tool}\n_{Tool}() {{\n    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= i\n    COMPREPLY=()\n");
        script.Append("    for ((i = 1; i < COMP_CWORD; i++)); do\n").Append(Walk(entries, "${COMP_WORDS[i]}")).Append("    done\n    case \"$command $previous\" in\n");
        foreach (var (pattern, values) in Values(entries))
            script.Append(values.Count == 0 ? $"        {pattern}) return ;;\n" : $"        {pattern}) COMPREPLY=($(compgen -W '{string.Join(' ', values)}' -- \"$word\")); return ;;\n");
        script.Append("    esac\n    local words=\n    case \"$command\" in\n");
        foreach (var entry in entries) script.Append($"        '{entry.Path}') words='{string.Join(' ', Words(entry))}' ;;\n");
        script.Append("    esac\n");
        // no command begins with a dash, and a file may: files are what readline offers where nothing fits
        script.Append("    if [[ $word == -* || $words != -* ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); fi\n");
        return script.Append($"}}\ncomplete -o default -F _{Tool} {Tool}\n").ToString();
    }

    private static string Zsh(IReadOnlyList<CompletionEntry> entries)
    {
        var script = new StringBuilder($"#compdef {Tool}\n_{Tool}() {{\n    local command= i\n    for ((i = 2; i < CURRENT; i++)); do\n");
        script.Append(Walk(entries, "${words[i]}")).Append("    done\n    case \"$command ${words[CURRENT-1]}\" in\n");
        foreach (var (pattern, values) in Values(entries)) script.Append($"        {pattern}) {(values.Count == 0 ? "_files" : $"compadd -- {string.Join(' ', values)}")}; return ;;\n");
        script.Append("    esac\n    case \"$command\" in\n");
        foreach (var entry in entries)
            script.Append($"        '{entry.Path}') {(entry.TakesFile ? $"if [[ $PREFIX == -* ]]; then compadd -- {string.Join(' ', Words(entry))}; else _files; fi" : $"compadd -- {string.Join(' ', Words(entry))}")} ;;\n");
        return script.Append($"    esac\n}}\ncompdef _{Tool} {Tool}\n").ToString();
    }

    private static string Fish(IReadOnlyList<CompletionEntry> entries)
    {
        var script = new StringBuilder($"# fish completion of {Tool}\nfunction __{Tool}_command\n    set -l command ''\n    for word in (commandline -opc)[2..-1]\n        switch \"$command $word\"\n");
        script.Append($"            case {string.Join(' ', Paths(entries))}\n                set command \"$command $word\"\n        end\n    end\n    test \"$command\" = \"$argv[1]\"\nend\n");
        foreach (var entry in entries)
        {
            string when = $"complete -c {Tool} -n \"__{Tool}_command '{entry.Path}'\"";
            foreach (var (name, description) in entry.Commands) script.Append($"{when} -f -a {name} -d {Quote(description)}\n");
            foreach (var option in entry.Options)
            {
                string dashes = option.Name.StartsWith("--", StringComparison.Ordinal) ? $"-l {option.Name[2..]}" : $"-s {option.Name[1..]}";
                string value = !option.TakesValue ? "" : option.Values.Count == 0 ? " -r" : $" -x -a {Quote(string.Join(' ', option.Values))}";
                script.Append($"{when} {dashes}{value} -d {Quote(option.Description)}\n");
            }
        }

        return script.ToString();

        static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
    }

    private static string PowerShell(IReadOnlyList<CompletionEntry> entries)
    {
        var script = new StringBuilder($"# PowerShell completion of {Tool}\nRegister-ArgumentCompleter -Native -CommandName {Tool} -ScriptBlock {{\n    param($word, $ast, $cursor)\n");
        script.Append("    $words = @{\n");
        foreach (var entry in entries) script.Append($"        '{entry.Path}' = {List(Words(entry))}\n");
        script.Append("    }\n    $values = @{\n");
        foreach (var entry in entries)
        {
            foreach (var option in entry.Options.Where(static option => option.TakesValue)) script.Append($"        '{entry.Path} {option.Name}' = {List(option.Values)}\n");
        }

        script.Append("""
                }
                $command = ''
                $previous = ''
                foreach ($element in $ast.CommandElements | Select-Object -Skip 1) {
                    $text = $element.ToString()
                    if ($element.Extent.EndOffset -ge $cursor) { break }
                    if ($words.ContainsKey("$command $text")) { $command = "$command $text" }
                    $previous = $text
                }
                $offered = if ($values.ContainsKey("$command $previous")) { $values["$command $previous"] } else { $words[$command] }
                $offered | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """);
        return script.ToString();

        static string List(IEnumerable<string> words) => $"@({string.Join(", ", words.Select(static word => $"'{word}'"))})";
    }

    private static string Walk(IReadOnlyList<CompletionEntry> entries, string word) =>
        $"        case \"$command {word}\" in {string.Join('|', Paths(entries))}) command+=\" {word}\" ;; esac\n";

    private static IEnumerable<string> Paths(IReadOnlyList<CompletionEntry> entries) => entries.Where(static entry => entry.Path != "").Select(static entry => $"'{entry.Path}'");

    private static IEnumerable<(string Pattern, IReadOnlyList<string> Values)> Values(IReadOnlyList<CompletionEntry> entries) =>
        entries.SelectMany(static entry => entry.Options.Where(static option => option.TakesValue).Select(option => ($"'{entry.Path} {option.Name}'", option.Values)));

    private static IEnumerable<string> Words(CompletionEntry entry) => entry.Commands.Select(static command => command.Name).Concat(entry.Options.Select(static option => option.Name));
}
