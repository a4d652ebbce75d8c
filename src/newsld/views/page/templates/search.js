const level=text=>text.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase();
const rows=[...document.querySelectorAll("[data-row]")].map(row=>[row,level(row.textContent)]);
const field=document.querySelector("#search input"),shown=document.querySelector("#search output");
document.getElementById("search").hidden=false;
field.addEventListener("input",()=>{
const words=level(field.value).split(/\s+/).filter(Boolean);
let count=0;
for(const [row,text] of rows){row.hidden=!words.every(word=>text.includes(word));count+=!row.hidden}
shown.textContent=words.length?`${count} of ${rows.length}`:"";
});
