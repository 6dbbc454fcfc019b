using System.Text.Json.Nodes;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Reports;

/// <summary>A search as one JSON object on one line.</summary>
internal sealed class JsonSearchReport(TextWriter output) : ISearchReport
{
    private Experiment? _first;
    private SearchPlan? _plan;
    private IReadOnlyList<(int Candidates, int Epochs)> _rounds = [];

    public void Prepared(Experiment first, SearchPlan plan, IReadOnlyList<(int Candidates, int Epochs)> rounds) => (_first, _plan, _rounds) = (first, plan, rounds);

    public void Beginning(int round)
    {
    }

    // asks whether somebody still reads
    public void Finished(RankedTrial<SearchOutcome> trial) => output.Flush();

    public void Finished(IReadOnlyList<RankedTrial<SearchOutcome>> ranked, double seconds)
    {
        var tried = new JsonObject();
        foreach (var (option, values) in _plan!.Tried) tried[option[2..]] = ScoreJson.List(values, static value => value);
        var json = new JsonObject
        {
            ["device"] = _first!.DeviceName,
            ["seed"] = _first.Settings.Seed,
            ["score"] = _plan.Score.Name,
            ["tried"] = tried,
            ["rounds"] = _plan.Factor is null ? null : ScoreJson.List(_rounds, static round => new JsonObject { ["trainings"] = round.Candidates, ["epochs"] = round.Epochs }),
            ["best"] = Trial(ranked[0], 0),
            ["trials"] = ScoreJson.List(ranked.Select(static (trial, i) => (trial, i)), pair => Trial(pair.trial, pair.i)),
            ["seconds"] = Math.Round(seconds, 3),
            ["version"] = MachineReader.Version(typeof(JsonSearchReport).Assembly),
            ["task"] = _first.Task.Name,
            ["data"] = JsonReport.Data(_first),
        };
        ScoreJson.Write(output, json);
    }

    private JsonObject Trial(RankedTrial<SearchOutcome> trial, int place)
    {
        var outcome = trial.Result;
        var options = new JsonObject();
        for (int i = 0; i < _plan!.Tried.Count; i++) options[_plan.Tried[i].Option[2..]] = outcome.Candidate.Values[i];
        var json = new JsonObject { ["rank"] = place + 1, ["options"] = options, ["round"] = trial.Round + 1, ["epochs"] = outcome.Epochs };
        if (outcome.Scores is { } scores) ScoreJson.AddValues(json, scores);
        if (outcome.Failure is { } failure) json["failure"] = failure;
        if (outcome.WeightsSha256 is { } hash) json["weightsSha256"] = hash;
        json["command"] = outcome.Line;
        return json;
    }
}
