#:property PublishAot=false
// Runs a notebook's cells of C# with the tool dotnet-interactive: NOTEBOOK PACKAGES OUTPUT. Writes the notebook with what the cells gave to OUTPUT, and ends with 1 at the first cell that fails.
// Packages are taken from the folder PACKAGES too.
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

string path = Path.GetFullPath(args[0]);
var notebook = JsonNode.Parse(File.ReadAllText(path))!;
using var tool = Process.Start(new ProcessStartInfo("dotnet", ["tool", "run", "dotnet-interactive", "stdio", "--default-kernel", "csharp", "--working-dir", Path.GetDirectoryName(path)!])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;

try
{
    Run("packages", $"#i \"nuget:{Path.GetFullPath(args[1])}\"");
    int count = 0;
    foreach (var cell in notebook["cells"]!.AsArray().Where(static cell => (string?)cell!["cell_type"] == "code"))
    {
        string code = string.Concat(cell!["source"]!.AsArray());
        cell["execution_count"] = ++count;
        var outputs = Run($"cell {count}", code);
        // the list of packages has the folders of this machine
        cell["outputs"] = code.StartsWith("#r ", StringComparison.Ordinal) ? [] : outputs;
    }

    File.WriteAllText(args[2], notebook.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    Console.WriteLine($"{count} cells ran");
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    tool.Kill(entireProcessTree: true);
}

// what a cell gives, in the form of notebooks
JsonArray Run(string name, string code)
{
    var command = new JsonObject { ["commandType"] = "SubmitCode", ["token"] = name, ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" } };
    tool.StandardInput.WriteLine(command.ToJsonString());
    tool.StandardInput.Flush();
    var outputs = new JsonArray();
    while (tool.StandardOutput.ReadLine() is { } line)
    {
        var message = JsonNode.Parse(line)!;
        if ((string?)message["command"]?["token"] != name) continue;
        var content = message["event"]!;
        switch ((string?)message["eventType"])
        {
            case "StandardOutputValueProduced":
                Print(Formatted("text/plain"));
                break;
            case "ReturnValueProduced" or "DisplayedValueProduced":
                var data = new JsonObject();
                foreach (var value in content["formattedValues"]!.AsArray()) data[(string)value!["mimeType"]!] = Lines((string)value["value"]!);
                outputs.Add(new JsonObject { ["output_type"] = "display_data", ["data"] = data, ["metadata"] = new JsonObject() });
                break;
            case "StandardErrorValueProduced":
                throw new InvalidOperationException($"{name} wrote an error: {Formatted("text/plain")}");
            case "CommandFailed":
                throw new InvalidOperationException($"{name} failed: {content["message"]}\n{code}");
            case "CommandSucceeded":
                return outputs;
        }

        string Formatted(string type) => (string)content["formattedValues"]!.AsArray().First(value => (string?)value!["mimeType"] == type)!["value"]!;
    }

    throw new InvalidOperationException($"{name}: dotnet-interactive has ended");

    void Print(string text)
    {
        if (outputs.LastOrDefault() is JsonObject last && (string?)last["output_type"] == "stream") text = string.Concat(last["text"]!.AsArray()) + text;
        else outputs.Add(last = new JsonObject { ["name"] = "stdout", ["output_type"] = "stream" });
        last["text"] = Lines(text);
    }
}

static JsonArray Lines(string text)
{
    var lines = text.ReplaceLineEndings("\n").Split('\n');
    return [.. lines.Select((line, i) => (JsonNode)(i < lines.Length - 1 ? line + "\n" : line)).Where(static line => (string)line! != "")];
}
