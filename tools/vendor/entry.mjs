// What a page of winset may use, as plain globals.
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import * as vegaInterpreter from "vega-interpreter";
import vegaEmbed from "vega-embed";

Object.assign(globalThis, { vega, vegaLite, vegaInterpreter, vegaEmbed });
