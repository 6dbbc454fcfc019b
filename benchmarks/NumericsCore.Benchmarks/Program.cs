using System.Globalization;
using BenchmarkDotNet.Running;
using NumericsCore.Benchmarks;

switch (args)
{
    case ["accuracy"]:
        Accuracy.Run(stride: 1, path: "docs/accuracy.md");
        break;
    case ["accuracy", var stride]:
        Accuracy.Run(int.Parse(stride, CultureInfo.InvariantCulture), path: null);
        break;
    case ["accuracy", var stride, .. var names]:
        Accuracy.Run(int.Parse(stride, CultureInfo.InvariantCulture), names);
        break;
    case ["gemm", .. var rest]:
        GemmTable.Print(rest);
        break;
    case ["own-formulas"]:
        OwnFormulaTable.Print("cpu");
        break;
    case ["own-formulas", var device]:
        OwnFormulaTable.Print(device);
        break;
    case ["golden-functions"]:
        GoldenFunctionsFile.Write();
        break;
    case ["reductions", .. var rest]:
        ReductionTable.Print(rest is [var wanted, ..] ? wanted : "");
        break;
    case ["csv"]:
        CsvTable.Print();
        break;
    case ["model-files", var folder]:
        ModelFiles.Print(folder, mebibytes: 1024);
        break;
    case ["model-files", var folder, var mebibytes]:
        ModelFiles.Print(folder, int.Parse(mebibytes, CultureInfo.InvariantCulture));
        break;
    case ["model-files-load", var file]:
        ModelFiles.Load(file);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
