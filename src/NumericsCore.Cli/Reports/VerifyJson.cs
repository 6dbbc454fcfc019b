using System.Text.Json.Nodes;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>What verify finds, as one JSON object on one line.</summary>
internal sealed class VerifyJson(TextWriter output) : IVerifyReport
{
    private readonly JsonObject _json = [];

    public void Begin(Device device, MachineRecord machine)
    {
        _json["device"] = device.Name;
        _json["description"] = device.Info.Description;
        _json["driver"] = device.Info.Driver;
        _json["cpu"] = machine.Cpu;
        _json["architecture"] = machine.Architecture;
        _json["vectorBits"] = machine.VectorBits;
        _json["operatingSystem"] = machine.OperatingSystem;
        _json["runtime"] = machine.Runtime;
        _json["version"] = machine.NumericsCore;
    }

    public bool Order(IEnumerable<OrderRow> rows)
    {
        List<OrderRow> all = [.. rows];
        _json["order"] = ScoreJson.List(all, static row => new JsonObject
        {
            ["operation"] = row.Operation,
            ["elementType"] = row.ElementType,
            ["elements"] = row.Elements,
            ["pairs"] = row.Pairs,
            ["tree"] = row.Tree,
            ["agrees"] = row.Agrees,
            ["difference"] = row.Difference,
        });
        return all.TrueForAll(static row => row.Agrees);
    }

    public bool Functions(IEnumerable<FunctionRow> rows)
    {
        List<FunctionRow> all = [.. rows];
        _json["functions"] = ScoreJson.List(all, static row => new JsonObject
        {
            ["function"] = row.Function,
            ["elementType"] = row.ElementType,
            ["arguments"] = row.Arguments,
            ["sha256"] = row.Sha256,
            ["expected"] = row.Expected,
            ["agrees"] = row.Agrees,
            ["maxUlps"] = row.MaxUlps,
        });
        return all.TrueForAll(static row => row.Agrees);
    }

    public bool Training(string sha256, string expected)
    {
        _json["training"] = new JsonObject { ["weightsSha256"] = sha256, ["expected"] = expected, ["agrees"] = sha256 == expected };
        return sha256 == expected;
    }

    public void End(bool agrees)
    {
        _json["agrees"] = agrees;
        ScoreJson.Write(output, _json);
    }
}
